### События: список, карточка, запись, предложение, одобрение. Взрослым и нерезидентам — «вы».

event-greeting = { $you ->
    [ty] Это бот событий: что и когда проходит в коворкинге, запись, напоминания и генератор, который поможет придумать своё.
   *[vy] Это бот событий: что и когда проходит в коворкинге, запись, напоминания и генератор, который поможет придумать своё.
    }

command-events = События | мероприятия | афиша
command-event-new = Предложить событие | предложить мероприятие | новое событие
command-event-approvals = События на одобрении | заявки на события

event-list = { $which ->
    [mine] <b>Мои события</b>
    [online] <b>События в Телемосте</b>
    [here] <b>События в лицее</b>
   *[all] <b>Ближайшие события</b>
    }{ $count ->
        [0] : пока нет.
       *[other] . Открыть — кнопкой или номером.
    }
event-filter = { $which ->
    [mine] Мои
    [online] В Телемосте
    [here] В лицее
   *[all] Все
    }
event-line = { MOMENT($at, style: "short") } — { $title }
event-line-full = { MOMENT($at, style: "short") } — { $title } (мест нет)
event-line-mine = { MOMENT($at, style: "short") } — { $title } ({ $state ->
    [waiting] лист ожидания
    [offered] есть место
    [consent] ждём согласия
   *[registered] запись есть
    })

event-title = <b>«{ $title }»</b>
event-state = { $state ->
    [waiting] Ждёт одобрения.
    [declined] Отклонено.
    [cancelled] Отменено.
   *[approved] Одобрено.
    }
event-comment = Причина: { $comment }
event-format = Формат: { $title }
event-flow = { $flow ->
    [contest] Команды и задания
    [exhibition] Смотреть выставку
   *[conference] Программа
}
event-when = Когда: { MOMENT($starts) }, до { TIME($ends) }
event-online = Телемост
event-where-online = Где: в Телемосте, ссылка придёт за 10 минут до начала
event-where = Где: { $room }
event-where-mixed = Где: { $room } и Телемост, ссылка придёт за 10 минут до начала
event-hosts = Ведут: { $names }
event-audience = Для кого: { $audience ->
        [open] все желающие
        [external] лицей и партнёры
       *[internal] лицей
    }{ $pupils ->
        [none] , только взрослые
        [senior] , из учеников — 10–11 классы
       *[all] {""}
    }
event-places-any = Мест хватит всем.
event-places = Свободно мест: { $free } из { $places }
event-places-none = Все места заняты ({ $places }). { $waiting ->
        [0] Можно встать в лист ожидания.
       *[other] В листе ожидания: { $waiting }.
    }
event-needs-consent = Нужно согласие родителя: бот спросит его сам.
event-purpose = { $purpose }
event-busy = { $you ->
    [ty] Внимание: в это же время у тебя «{ $title }» ({ MOMENT($at, style: "short") }).
   *[vy] Внимание: в это же время у вас «{ $title }» ({ MOMENT($at, style: "short") }).
    }
event-clashes = <b>Обратите внимание:</b>
event-clash = • { $kind ->
    [room] { $name }: там «{ $title }», { MOMENT($at, style: "short") }
    [host] { $name } в это время ведёт «{ $title }», { MOMENT($at, style: "short") }
   *[lessons] в это время у учеников уроки
    }
event-seat-registered = { $you ->
    [ty] <b>Твоё место записано.</b>
   *[vy] <b>Вы записаны.</b>
    }
event-seat-waiting = { $you ->
    [ty] <b>Ты в листе ожидания, номер { $position }.</b> Как только место освободится, я напишу.
   *[vy] <b>Вы в листе ожидания, номер { $position }.</b> Как только место освободится, я напишу.
    }
event-seat-offered = { $you ->
    [ty] <b>Для тебя есть место</b> до { DATE($until) }, { TIME($until) }. Потом оно перейдёт следующему.
   *[vy] <b>Для вас есть место</b> до { DATE($until) }, { TIME($until) }. Потом оно перейдёт следующему.
    }
event-seat-consent = { $you ->
    [ty] <b>Место за тобой</b> до { DATE($until) }, { TIME($until) }: ждём согласия родителя.
   *[vy] <b>Место за вами</b> до { DATE($until) }, { TIME($until) }: ждём согласия родителя.
    }

event-more = Ещё в этом разделе
event-more-head = <b>События: что ещё есть</b>
event-open = Открыть событие
event-back = К событию
event-join = Записаться
event-leave = Отказаться от места
event-take = Занять место
event-enter = Войти
event-calendar = В календарь
event-recheck = Проверить согласие
event-people = Участники
event-approve = Одобрить
event-decline = Отклонить
event-change = Изменить
event-cancel = Отменить событие
event-paste = Вставить ссылку
event-room-try = Попробовать ещё раз

event-joined = { $you ->
    [ty] Записал! «{ $title }» — { MOMENT($starts) }. Напомню за день, за час и за 10 минут.
   *[vy] Записано: «{ $title }» — { MOMENT($starts) }. Напомню за день, за час и за 10 минут.
    }
event-joined-waiting = { $you ->
    [ty] Мест уже нет, ты в листе ожидания под номером { $position }. Освободится место — сразу напишу.
   *[vy] Мест уже нет, вы в листе ожидания под номером { $position }. Освободится место — сразу напишу.
    }
event-joined-consent = { $you ->
    [ty] Место за тобой до { DATE($until) }, { TIME($until) }. Спросил согласия у родителей, ответ передам сразу.
   *[vy] Место за вами до { DATE($until) }, { TIME($until) }. Согласие родителей запрошено.
    }
event-joined-no-parent = { $you ->
    [ty] Место за тобой до { DATE($until) }, { TIME($until) }, но твоих родителей в боте пока нет. Принеси согласие на бумаге классному руководителю, потом нажми «Проверить согласие».
   *[vy] Место за вами до { DATE($until) }, { TIME($until) }, но родителей в боте пока нет. Принесите согласие на бумаге классному руководителю, потом нажмите «Проверить согласие».
    }
event-has-left = Готово: место на «{ $title }» освобождено.
event-agree = { $you ->
    [ty] Нажимая кнопку, ты соглашаешься: «{ $words }» Родителя я спрошу отдельно.
   *[vy] Нажимая кнопку, вы соглашаетесь: «{ $words }» Родителя я спрошу отдельно.
    }
event-agree-yes = Согласен, записаться
event-consent-words = Хочу участвовать в событии «{ $title }» ({ MOMENT($starts) }) и знаю, что лицей для этого хранит моё имя и класс в списке участников.
event-calendar-file = { $you ->
    [ty] Открой файл — событие встанет в календарь телефона. Если время изменится, пришлю новый.
   *[vy] Откройте файл — событие встанет в календарь телефона. Если время изменится, пришлю новый.
    }
event-calendar-online = Ссылка на встречу придёт в боте за 10 минут до начала.
event-calendar-here = Подробности — в боте событий лицея.
event-people-head = <b>Участники: { $count }</b>
event-person = { $number }. { $name }{ $state ->
        [waiting]  — лист ожидания
        [offered]  — предложено место
        [consent]  — ждём согласия родителя
       *[registered] {""}
    }
event-guest = Гость

event-enter-later = Ссылка откроется { MOMENT($opens) }, за 10 минут до начала.
event-enter-no-room = { $you ->
    [ty] Ссылки пока нет. Ведущий знает об этом; как только она появится, нажми «Войти» ещё раз.
   *[vy] Ссылки пока нет. Ведущий знает об этом; как только она появится, нажмите «Войти» ещё раз.
    }
event-entered = Ссылка — в сообщении выше. Она только для участников, пересылать её нельзя.
event-link = «{ $title }»: { $url }
event-link-gone = Эта ссылка больше не действует.
event-link-kept = Ссылка сохранена. Участники получат её за 10 минут до начала и по кнопке «Войти».
event-room-again = Пробую ещё раз. О результате напишу.
event-room-there = Комната уже есть.
event-room-made = Комната для «{ $title }» готова{ $provider ->
        [calendar] : это встреча из Календаря Яндекса.
       *[telemost] .
    } Участники получат ссылку за 10 минут до начала.
event-room-none =
    Не удалось создать комнату для «{ $title }» ({ MOMENT($starts) }). Событие в силе, запись сохранена.

    Встречу можно создать самим, в Телемосте или в другой программе, и прислать мне ссылку: кнопка «Вставить ссылку».
event-room-dead = Ссылка на «{ $title }» перестала действовать до начала. Создаю новую комнату и напишу, когда она будет готова.

event-reminder = { $minutes ->
    [1440] Завтра
    [60] Через час
   *[10] Через 10 минут
    } — «{ $title }». { $you ->
    [ty] Твоё место записано.
   *[vy] Вы записаны.
    }
event-moved = <b>«{ $title }»: изменилось время или место.</b> Новое:
event-cancelled = <b>«{ $title }» ({ MOMENT($starts) }) отменено.</b>
event-moved-staff = «{ $title }» теперь { MOMENT($starts) }. Изменение: { $name }.
event-cancelled-staff = «{ $title }» ({ MOMENT($starts) }) отменено: { $name }.
event-offer = { $you ->
    [ty] Освободилось место: «{ $title }», { MOMENT($starts) }. Оно твоё, если занять до { DATE($until) }, { TIME($until) }; потом перейдёт следующему.
   *[vy] Освободилось место: «{ $title }», { MOMENT($starts) }. Оно ваше, если занять до { DATE($until) }, { TIME($until) }; потом перейдёт следующему.
    }
event-offer-over = Место на «{ $title }» перешло следующему: ответа не было. Встать в очередь снова можно в карточке события.
event-consent-over = Место на «{ $title }» освобождено: согласия родителя не было. Записаться снова можно в карточке события.
event-consent-given = Родитель разрешил участие в «{ $title }»: запись подтверждена.
event-consent-refused = Родитель не разрешил участие в «{ $title }» или отозвал согласие. Место освобождено.

event-consent-question = { $name } хочет участвовать в событии «{ $title }» ({ MOMENT($starts) }): { $purpose }
    Нужно ваше согласие до { DATE($until) }, { TIME($until) }.
event-consent-open = Ответить
event-consent-ask = <b>{ $name }: «{ $title }»</b>
    { MOMENT($starts) }, { $place ->
        [online] в Телемосте
        [mixed] { $room } и Телемост
       *[offline] { $room }
    }
    { $purpose }
    Ответить нужно до { DATE($until) }, { TIME($until) }.
event-consent-text = Текст согласия: «{ $text }»
event-consent-parent-words = Я, родитель (законный представитель), согласен на участие ребёнка ({ $name }) в событии «{ $title }» ({ MOMENT($starts) }) и на то, что лицей для этого хранит имя и класс ребёнка в списке участников.
event-consent-state = { $state ->
    [given] { $name }: согласие уже есть, запись подтверждена.
   *[over] { $name }: ответ больше не нужен, место уже освобождено.
    }
event-allow = Разрешить
event-forbid = Не разрешать
event-allowed = Спасибо. Согласие записано: { $name }, «{ $title }». До начала события его можно отозвать.
event-take-back = Отозвать согласие
event-taken-back = Согласие отозвано. { $name } больше не участвует в «{ $title }»: место освободилось.
event-taken-back-other = Ваше согласие отозвано. { $name } остаётся в списке: второй родитель согласен.
event-forbidden = Записано: { $name } не участвует в «{ $title }».

event-proposed = Спасибо! «{ $title }» — на одобрении у рабочей группы. Отвечу, как только решат.
event-proposed-to-nobody = «{ $title }» записано, но одобрить событие пока некому: в рабочей группе и Совете никого нет. Об этом нужно сказать координатору.
event-proposed-notice = Новое событие на одобрение: «{ $title }», { MOMENT($starts) }. Предлагает { $name }.
event-approved-notice = «{ $title }» одобрено! { MOMENT($starts) }. Запись открыта.
event-ask-again = Событие «{ $title }» ещё ждёт решения, а начало уже скоро: { MOMENT($starts) }.
event-undecided = «{ $title }» не успели одобрить до начала. Можно выбрать другое время: «Изменить» на карточке события, и оно снова будет ждать решения.
event-declined-notice = «{ $title }» отклонено. Причина: { $comment }
event-approved = Одобрено: «{ $title }». Автору сообщили, запись открыта.
event-declined = Отклонено: «{ $title }». Автору сообщили.
event-approvals = { $count ->
    [0] Заявок на события нет.
    [one] { $count } событие ждёт одобрения.
    [few] { $count } события ждут одобрения.
   *[many] { $count } событий ждут одобрения.
    }
event-changed = Изменено: «{ $title }». Все записанные узнают об этом.
event-cancel-done = «{ $title }» отменено. Все записанные узнают об этом.

event-place = { $place ->
    [online] В Телемосте
    [mixed] И так, и так
   *[offline] В лицее
    }
event-audience-choice = { $audience ->
    [open] Все желающие
    [external] Лицей и партнёры
   *[internal] Только лицей
    }
event-pupils-choice = { $pupils ->
    [none] Без учеников
    [senior] Только 10–11 классы
   *[all] Ученики всех классов
    }
event-consent-no = Не нужно
event-consent-yes = Нужно

form-event-new-title-of-form = Новое событие
form-event-new-format = Какой это формат? Если ни один не подходит, вопрос можно пропустить.
form-event-new-format-name = Формат
form-event-new-title = Как называется событие?
form-event-new-title-name = Название
form-event-new-purpose = Для чего оно и что будет? Это увидят все, кого оно касается.
form-event-new-purpose-name = Для чего
form-event-new-starts = Когда начало? Например: «12 октября в 16:00» или «в пятницу 15:30».
form-event-new-starts-name = Начало
form-event-new-length = Сколько длится? Например: «45 минут» или «1,5 часа».
form-event-new-length-name = Длительность
form-event-new-place = Где встреча?
form-event-new-place-name = Место
form-event-new-room = В каком помещении?
form-event-new-room-name = Помещение
form-event-new-places = Сколько мест? Если без ограничения, вопрос можно пропустить.
form-event-new-places-name = Мест
form-event-new-audience = Для кого событие?
form-event-new-audience-name = Для кого
form-event-new-pupils = Какие ученики могут прийти?
form-event-new-pupils-name = Ученики
form-event-new-consent = Нужно ли согласие родителей учеников? Например, если событие вне лицея или с гостями.
form-event-new-consent-name = Согласие родителей
form-event-new-host = Кто ещё ведёт событие? Если могут прийти взрослые не из лицея, среди ведущих должен быть сотрудник лицея.
form-event-new-host-name = Второй ведущий
form-event-new-cohosts = Адреса почты ведущих на Яндексе, через пробел: они смогут впускать гостей. Можно пропустить.
form-event-new-cohosts-name = Почта ведущих
form-event-decline-title-of-form = Отклонить событие
form-event-decline-comment = Что сказать автору?
form-event-decline-comment-name = Причина
form-event-change-title-of-form = Изменить событие
form-event-change-starts = Новое начало? Если не меняется, вопрос можно пропустить.
form-event-change-starts-name = Начало
form-event-change-length = Новая длительность? Если не меняется, вопрос можно пропустить.
form-event-change-length-name = Длительность
form-event-change-room = Новое помещение? Если не меняется, вопрос можно пропустить.
form-event-change-room-name = Помещение
form-event-change-places = Сколько мест теперь? Если не меняется, вопрос можно пропустить.
form-event-change-places-name = Мест
form-event-cancel-title-of-form = Отменить событие
form-event-cancel-reason = Почему событие отменяется? Это увидят все записанные.
form-event-cancel-reason-name = Причина
form-room-paste-title-of-form = Ссылка на встречу
form-room-paste-url = Какая ссылка на встречу? Её получат только записанные.
form-room-paste-url-name = Ссылка

yandex-ends = Разрешение Яндекса для встреч и календаря кончается через { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    } ({ DATE($until) }). Продлите его: на сервере выполните «coworking yandex login».
yandex-refused = Яндекс больше не принимает наш ключ: комнаты для событий не создаются. На сервере выполните «coworking yandex login». До тех пор ведущие вставляют ссылки сами.

refusal-event = Такого события здесь нет.
refusal-host = Такого ведущего здесь нет.
refusal-event-not-host = Это делают ведущие события.
refusal-event-own = Своё событие одобряет кто-то другой из рабочей группы или Совета.
refusal-event-audience = Это событие для других: в карточке сказано, для кого оно.
refusal-event-own-host = Ведущим записываться не нужно.
refusal-event-not-registered = Войти могут те, кто записан.
refusal-event-consent = Согласия родителя больше нет: ссылку я дать не могу.
refusal-event-offline = Это событие проходит в лицее, ссылки у него нет.
refusal-event-cancelled = Это событие отменено.
refusal-event-decided = По этому событию уже решено.
refusal-event-joined = Запись уже есть.
refusal-event-left = Записи уже нет.
refusal-event-offer-over = Это место уже не ждёт: время вышло или оно уже занято.
refusal-event-consent-over = Ответ уже есть, или место освобождено.
refusal-event-over = Событие уже прошло.
refusal-event-past = Это время уже прошло.
refusal-event-length = Событие длится от 5 минут до 12 часов.
refusal-event-late = Для учеников событие должно закончиться до { $until } того же дня.
refusal-event-early = Для учеников событие начинается не раньше { $since }.
refusal-event-places = Мест может быть от 1 до { $most }.
refusal-event-places-taken = Уже занято мест: { $taken }. Меньше сделать нельзя.
refusal-format-size = Для этого формата участников от { $min } до { $max }.
refusal-event-room = Нужно помещение: где встреча?
refusal-event-adult = Могут прийти взрослые не из лицея и ученики: среди ведущих должен быть сотрудник лицея.
refusal-event-address = Это не похоже на адреса почты. Их может быть не больше { $most }, через пробел.
refusal-event-clash = Пока решение не записано: появилось то, чего в карточке не было.
refusal-event-busy = Пока не записано: в это время есть другое событие.
change-event-clash-room = «{ $thing }» в то же время в том же месте: { $by }, { MOMENT($at, style: "short") }
change-event-clash-host = «{ $thing }» в то же время ведёт { $by }, { MOMENT($at, style: "short") }
change-event-clash-lessons = В это время у учеников уроки.
change-event-busy = «{ $thing }», { MOMENT($at, style: "short") }

event-code-button = Код встречи
event-code-said = Код встречи: <b>{ $code }</b>
    Его называют вслух: участники нажмут «Я на встрече» и введут его. Код действует до получаса после конца.
event-attend = Я на встрече
event-code-wrong = { $you ->
    [ty] Код не тот. Послушай ещё раз: его называет ведущий.
   *[vy] Код не тот. Послушайте ещё раз: его называет ведущий.
    }
event-attended = { $you ->
    [ty] Отметил: ты на «{ $title }». После встречи здесь будет сертификат.
   *[vy] Отмечено: вы на «{ $title }». После встречи здесь будет сертификат.
    }
event-past-button = Мои прошедшие
event-past = { $count ->
    [0] { $you ->
        [ty] Отметок пока нет: на встрече нажми «Я на встрече» и введи код ведущего.
       *[vy] Отметок пока нет: на встрече нажмите «Я на встрече» и введите код ведущего.
    }
   *[other] <b>Портфолио: события</b>. Сертификат или карточка — кнопкой или номером.
    }
event-past-line = { DATE($at, style: "digits") } — { $title }
event-held-line = { DATE($at, style: "digits") } — { $title } (проведено)
event-certificate = Сертификат
event-certificate-made = Сертификат участника «{ $title }» — в файле.
certificate-file = Сертификат { $title }
certificate-heading = Сертификат участника
certificate-said = { $grade } класс, за участие в событии
certificate-said-adult = за участие в событии
certificate-when = { DATE($starts, style: "full") }

event-rate = Оценить
event-summary-button = Отзывы
event-stars = { $stars ->
    [1] 1 — плохо
    [2] 2 — так себе
    [3] 3 — нормально
    [4] 4 — хорошо
   *[5] 5 — отлично
    }
event-answer = { $answer ->
    [yes] Да
    [partly] Отчасти
   *[no] Нет
    }
event-feedback-question = { $you ->
    [ty] «{ $title }» закончилось. Как тебе? Четыре коротких вопроса; ведущий увидит только общие числа.
   *[vy] «{ $title }» закончилось. Как вам? Четыре коротких вопроса; ведущий увидит только общие числа.
    }
event-feedback-thanks = { $you ->
    [ty] Спасибо! Ведущий увидит ответы, когда их будет пять или больше, и без имён.
   *[vy] Спасибо! Ведущий увидит ответы, когда их будет пять или больше, и без имён.
    }
event-summary-few = Отзывов пока мало. Итоги появятся, когда ответят { $least } человек: так никого нельзя узнать.
event-summary = <b>Отзывы: { $count }</b>, средняя оценка { $mean } из 5. Итоги обновляются каждые пять ответов.
event-summary-words = Своими словами:
event-chart = Что думают участники
event-chart-stars = Оценка
event-chart-star = { $stars }
event-chart-useful = Было полезно
event-chart-again = Пойдут ещё раз
form-event-attend-title-of-form = Отметка на встрече
form-event-attend-code = Какой код назвал ведущий?
form-event-attend-code-name = Код
form-event-feedback-title-of-form = Отзыв о событии
form-event-feedback-stars = Сколько звёзд?
form-event-feedback-stars-name = Звёзды
form-event-feedback-useful = Было ли полезно?
form-event-feedback-useful-name = Полезно
form-event-feedback-again = На такое событие ещё раз?
form-event-feedback-again-name = Ещё раз
form-event-feedback-words = Что сказать ведущему одной строкой? Можно пропустить.
form-event-feedback-words-name = Своими словами

refusal-event-attended = Отметка уже есть.
refusal-event-not-on = Отметиться можно с 10 минут до начала до получаса после конца.
refusal-event-code-tries = Слишком много неверных кодов. Нужно сказать ведущему, что это не тот код.
refusal-event-not-attended = Это для тех, кто был на встрече.
refusal-event-not-over = Сертификат будет после окончания события.
refusal-event-feedback-given = Отзыв уже записан. Спасибо!
refusal-event-stars = Звёзд от одной до пяти.
