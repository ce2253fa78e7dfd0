### Запись на консультацию: окна учителя, запись, перенос, отмена.

command-book-consultation = Записаться на консультацию | запись на консультацию
command-my-slots = Мои окна | окна для консультаций

slot-teacher = { $name }
slot-choose-teacher = { $count ->
    [0] Свободных окон для консультаций сейчас нет.
   *[other] <b>Запись на консультацию.</b> К кому?
    }
slot-own-head = { $you ->
    [ty] { $count ->
        [one] У тебя есть запись, она на кнопке ниже.
       *[other] У тебя есть записи, они на кнопках ниже.
        }
   *[vy] { $count ->
        [one] У вас есть запись, она на кнопке ниже.
       *[other] У вас есть записи, они на кнопках ниже.
        }
    }
slot-own-line = { MOMENT($starts, style: "short") } — { $teacher }
slot-none = Свободных окон здесь сейчас нет.
slot-choose = Свободное время, { $teacher }. Выбрать — кнопкой или номером.
slot-choose-move = На какое время перенести? { $teacher }
slot-line = { MOMENT($starts, style: "short") } — { $where } ({ $free ->
    [one] { $free } место
    [few] { $free } места
   *[other] { $free } мест
    })
slot-online = онлайн
slot-card = <b>Консультация, { $teacher }</b>
    Когда: { MOMENT($starts) } – { TIME($ends) }
    Где: { $where }
slot-book = Записаться
slot-book-anyway = Всё равно записаться
slot-move-here = Перенести сюда
slot-move = Перенести
slot-cancel = Отменить запись
slot-open = Открыть запись
slot-booked = { $you ->
    [ty] Готово, это время твоё. Напомню за день и за час.
   *[vy] Готово, это время ваше. Напомню за день и за час.
    }
slot-moved = { $you ->
    [ty] Запись перенесена. Напомню за день и за час.
   *[vy] Запись перенесена. Напомню за день и за час.
    }
slot-cancelled = { $you ->
    [ty] Запись { MOMENT($starts) } отменена, место свободно. Если захочешь, выбери другое время.
   *[vy] Запись { MOMENT($starts) } отменена, место свободно. Если захотите, выберите другое время.
    }
slot-booking-over = Этой записи уже нет.
slot-remind = { $minutes ->
    [60] { $you ->
        [ty] Через час у тебя консультация.
       *[vy] Через час у вас консультация.
        }
   *[other] { $you ->
        [ty] Завтра у тебя консультация.
       *[vy] Завтра у вас консультация.
        }
    }
slot-teacher-told = { $name }: { $how ->
    [cancelled] отмена записи
    [moved] перенос записи
   *[booked] запись на консультацию
    } { MOMENT($starts) }.

slot-windows = { $count ->
    [0] <b>Мои окна.</b> Пока ни одного: добавьте время, и ученики смогут записаться.
   *[other] <b>Мои окна.</b> Открыть — кнопкой или номером.
    }
slot-own-window = { MOMENT($starts, style: "short") } — { $where } ({ $booked } из { $places })
slot-new = Добавить окна
slot-offered = { $count ->
    [one] Добавлено { $count } окно.
    [few] Добавлено { $count } окна.
   *[other] Добавлено { $count } окон.
    }
slot-people = { $count ->
    [0] Пока никто не записан.
   *[other] Записаны:
    }
slot-take-back = Убрать окно
slot-gone = Окно { MOMENT($starts) } убрано.
slot-taken-back = { $you ->
    [ty] { $teacher }: консультации { MOMENT($starts) } не будет, твоя запись отменена. Можно выбрать другое время.
   *[vy] { $teacher }: консультации { MOMENT($starts) } не будет, ваша запись отменена. Можно выбрать другое время.
    }
slot-where = { $where ->
    [online] Онлайн
   *[here] В лицее
    }
slot-minutes = { $minutes ->
    [one] { $minutes } минута
    [few] { $minutes } минуты
   *[other] { $minutes } минут
    }
slot-weeks = { $weeks ->
    [one] Только в этот день
    [few] { $weeks } недели подряд
   *[other] { $weeks } недель подряд
    }
slot-place-asked = место уточните у учителя

form-slot-offer-title-of-form = Новые окна
form-slot-offer-starts = Когда начинается первое окно? Например: «в среду в 15:30».
form-slot-offer-starts-name = Начало
form-slot-offer-lasts = Сколько всего времени? Например: «2 часа». Я поделю его на окна.
form-slot-offer-lasts-name = Всего времени
form-slot-offer-minutes = Сколько длится одно окно?
form-slot-offer-minutes-name = Одно окно
form-slot-offer-where = Где встречаетесь?
form-slot-offer-where-name = Где
form-slot-offer-place = В каком помещении? Можно пропустить.
form-slot-offer-place-name = Помещение
form-slot-offer-url = Ссылка на встречу? Её увидят только записанные. Можно пропустить.
form-slot-offer-url-name = Ссылка
form-slot-offer-places = Сколько человек может прийти в одно окно?
form-slot-offer-places-name = Мест в окне
form-slot-offer-weeks = На сколько недель повторить?
form-slot-offer-weeks-name = Повторы
