### Конференция: программа, секции, заявки, день конференции. Ученикам — «ты», взрослым — «вы».

conference-head = <b>«{ $title }»: программа</b>
    { MOMENT($starts) }
conference-not-published = Программа ещё готовится.
conference-no-sections = Секций пока нет.
conference-opening = { TIME($starts) } — открытие, общая встреча: { $minutes ->
    [one] { $minutes } минута
    [few] { $minutes } минуты
   *[many] { $minutes } минут
    }
conference-closing = В конце — общая встреча: { $minutes ->
    [one] { $minutes } минута
    [few] { $minutes } минуты
   *[many] { $minutes } минут
    }
conference-section-head = <b>{ $title }</b> — с { TIME($starts) }, { $count ->
    [0] докладов пока нет
    [one] { $count } доклад
    [few] { $count } доклада
   *[many] { $count } докладов
    }. Ведёт: { $chair }
conference-section-item = { $title }{ $count ->
    [0] {""}
   *[other] {" "}({ $count })
    }
conference-place = Где: { $place }
conference-place-online = Где: онлайн, в общей встрече или по ссылке секции
conference-pause = { TIME($starts) } — перерыв до { TIME($ends) }
conference-line = { TIME($starts) } — { $title }{ $count ->
    [0] {""}
   *[other] . { $names }
    }{ $state ->
    [given] {" "}✓
    [absent] {" "}(не состоялся)
   *[accepted] {""}
    }
conference-line-beyond = Без времени — { $title }{ $count ->
    [0] {""}
   *[other] . { $names }
    }
conference-late = Секция отстаёт от программы: { SPAN($late) }
conference-beyond = { $count ->
    [one] Не помещается { $count } доклад: сократите время доклада, начните секцию раньше или перенесите его в другую.
    [few] Не помещаются { $count } доклада: сократите время доклада, начните секцию раньше или перенесите их в другую.
   *[many] Не помещаются { $count } докладов: сократите время доклада, начните секцию раньше или перенесите их в другую.
    }
conference-clashes = Накладки: переставьте один из докладов раньше или позже, перенесите его в другую секцию или замените ведущего.
conference-clash = { TIME($at) } — { $name }: { $role ->
    [chair] ведёт секцию «{ $section }»
   *[talk] доклад «{ $title }»
    } и в то же время { $otherwise ->
    [chair] ведёт секцию «{ $second }»
   *[talk] доклад «{ $other }» в секции «{ $second }»
    }
conference-back = К программе
conference-to-section = К секции
conference-open-talk = Открыть доклад

conference-now = Сейчас и дальше
conference-picture = Программа картинкой
conference-picture-long = Докладов слишком много для одной картинки: программа по секциям — в тексте.
conference-mine = Мой доклад
conference-apply = Подать заявку на доклад
conference-desk = Управлять
conference-waiting-button = Заявки: { $count }
conference-talk-item = { $title }
conference-now-head = { $count ->
    [0] Все доклады прозвучали.
   *[other] <b>Сейчас и дальше</b>
    }
conference-now-section = <b>{ $title }</b>
conference-now-on = Сейчас: { $title }{ $count ->
    [0] {""}
   *[other] . { $names }
    }
conference-now-next = { TIME($starts) } — { $title }{ $count ->
    [0] {""}
   *[other] . { $names }
    }

conference-talk-title = <b>«{ $title }»</b>
conference-talk-state = { $state ->
    [applied] Заявка ждёт решения.
    [returned] Заявка возвращена: нужно исправить.
    [accepted] Доклад принят.
    [declined] Заявка отклонена.
    [withdrawn] Доклад снят.
    [given] Доклад прозвучал.
   *[absent] Доклад не состоялся.
    }
conference-talk-author = Докладывает: { $names }
conference-talk-supervisor = Руководитель: { $name }
conference-talk-project = Проект: { $title }
conference-talk-wish = Секция по желанию: { $title }
conference-talk-section = Секция: { $title }
conference-talk-when = Когда: { MOMENT($starts) }
conference-talk-remark = Замечание: { $remark }
conference-talk-thesis = Тезисы: { $thesis }
conference-applied = { $you ->
    [ty] Заявка отправлена. Напишу, когда её рассмотрят.
   *[vy] Заявка отправлена. Напишу вам, когда её рассмотрят.
    }
conference-mine-item = { $title } ({ $state ->
    [applied] ждёт решения
    [returned] нужно исправить
    [accepted] принят
    [declined] отклонён
    [withdrawn] снят
    [given] прозвучал
   *[absent] не состоялся
    })
conference-mine-list = { $count ->
    [0] { $you ->
        [ty] У тебя здесь пока нет докладов.
       *[vy] У вас здесь пока нет докладов.
        }
   *[other] { $you ->
        [ty] <b>Твои доклады</b>
       *[vy] <b>Ваши доклады</b>
        }
    }
conference-amend = Исправить и отправить
conference-withdraw = Снять доклад
conference-withdraw-sure = Да, снять доклад
conference-withdraw-question = { $you ->
    [ty] Снять доклад «{ $title }»? Его время отдадут другим. Вернуть доклад можно будет только новой заявкой.
   *[vy] Снять доклад «{ $title }»? Его время отдадут другим. Вернуть доклад можно будет только новой заявкой.
    }
conference-withdrawn = Доклад «{ $title }» снят, ведущие об этом узнают.
conference-certificate = Сертификат докладчика
conference-certificate-made = Сертификат за доклад «{ $title }» — в файле.
conference-calendar = В календарь
conference-calendar-title = Доклад «{ $title }»
conference-accept = Принять
conference-return = Вернуть с замечанием
conference-decline = Отклонить
conference-came-late = Всё-таки прозвучал
conference-up = Раньше
conference-down = Позже
conference-elsewhere = В другую секцию

conference-common = В общей встрече
conference-desk-head = <b>«{ $title }»: подготовка</b>
    Секций: { $sections }. Докладов в программе: { $talks }. Заявок ждут решения: { $waiting }.
    { $published ->
        [1] Программа опубликована: о новом времени докладчики узнают сами, через несколько минут после последней правки.
       *[0] Программа не опубликована: её видят ведущие.
    }
conference-section-add = Добавить секцию
conference-plenary = Открытие и закрытие
conference-publish = Опубликовать программу
conference-publish-anyway = Опубликовать с накладками
conference-section-added = Секция «{ $title }» добавлена.
conference-section-change = Изменить секцию
conference-section-changed = Секция изменена.
conference-section-delete = Удалить секцию
conference-section-deleted = Секция удалена.
conference-delete-into = Перенести в «{ $title }»
conference-delete-question = { $count ->
    [0] Удалить секцию «{ $title }»?
    [one] В секции «{ $title }» есть { $count } доклад. Куда его перенести? После этого секция удалится.
    [few] В секции «{ $title }» есть { $count } доклада. Куда их перенести? После этого секция удалится.
   *[many] В секции «{ $title }» есть { $count } докладов. Куда их перенести? После этого секция удалится.
    }
conference-plenary-set = Время общих встреч записано.
conference-waiting = { $count ->
    [0] Заявок, которые ждут решения, нет.
   *[other] <b>Заявки на доклады.</b> Открыть — кнопкой или номером.
    }
conference-waiting-item = { $title } ({ $name })
conference-choose = { $count ->
    [0] Для доклада «{ $title }» другой секции пока нет.
   *[other] В какую секцию взять доклад «{ $title }»?
    }
conference-into = { $title }
conference-accepted = Доклад «{ $title }» принят в секцию «{ $section }», авторы об этом узнают.
conference-returned = Заявка «{ $title }» возвращена автору с замечанием.
conference-declined = Заявка «{ $title }» отклонена, авторы об этом узнают.
conference-will-tell = Кому изменили время, узнают об этом через несколько минут.
conference-published = { $count ->
    [one] Программа опубликована. Время сообщено докладчикам: { $count } доклад.
    [few] Программа опубликована. Время сообщено докладчикам: { $count } доклада.
   *[many] Программа опубликована. Время сообщено докладчикам: { $count } докладов.
    }

conference-given = Следующий доклад
conference-absent = Докладчика нет
conference-given-done = Доклад «{ $title }» отмечен: прозвучал.
conference-absent-done = Доклад «{ $title }» отмечен: докладчика нет.
conference-diary = Доклад «{ $title }» на конференции «{ $event }»

conference-chair-notice = { $name } просит провести секцию «{ $title }» на конференции «{ $event }», { MOMENT($starts) }.
conference-applied-notice = Заявка на доклад «{ $title }»: { $name }, конференция «{ $event }»{ $wished ->
    [0] {""}
   *[other] , секция «{ $section }»
    }.
conference-decided-notice = { $state ->
    [accepted] Доклад «{ $title }» принят на конференцию «{ $event }», секция «{ $section }». Время придёт, когда опубликуют программу.
    [returned] Заявку на доклад «{ $title }» вернули: её нужно исправить и отправить снова.
   *[declined] Заявка на доклад «{ $title }» для конференции «{ $event }» отклонена.
    }
conference-withdrawn-notice = Доклад «{ $title }» на конференции «{ $event }» снят. Снимает: { $name }.
conference-fell-out = Доклада «{ $title }» на конференции «{ $event }» больше нет в программе: { $name } не участвует. Время свободно.
conference-time = Доклад «{ $title }» — { MOMENT($starts) }, секция «{ $section }».
conference-time-moved = Время доклада «{ $title }» изменилось.
    Было: { MOMENT($was) }
    Теперь: { MOMENT($starts) }, секция «{ $section }»
conference-time-gone = Доклад «{ $title }» больше не помещается в программу. Было: { MOMENT($was) }. Ведущие конференции решают, что делать; новое время придёт сюда.
conference-untimed = Доклад «{ $title }» принят, но в программе для него пока нет времени. Ведущие конференции решают, что делать; время придёт сюда.
conference-remind = { $minutes ->
    [30] Через полчаса доклад «{ $title }»: { TIME($starts) }, секция «{ $section }».
   *[other] Завтра доклад «{ $title }»: { MOMENT($starts) }, секция «{ $section }».
    }
conference-given-notice = Доклад «{ $title }» на конференции «{ $event }» прозвучал. Спасибо! Сертификат — по кнопке.
conference-after-next = Доклад «{ $title }» — через один. Пора готовиться.
conference-expected = Ожидаемое время: { TIME($starts) }

conference-chart-when = { MOMENT($starts) }
conference-chart-pause = перерыв
conference-chart-time = { TIME($starts) }–{ TIME($ends) }
conference-chart-online = онлайн

certificate-heading-speaker = Сертификат докладчика
certificate-speaker = { $grade } класс, за доклад «{ $title }» на событии
certificate-speaker-adult = за доклад «{ $title }» на событии

form-conference-apply-title-of-form = Заявка на доклад
form-conference-apply-title = Как называется доклад?
form-conference-apply-title-name = Название
form-conference-apply-thesis = О чём он? Несколько предложений: что сделано и что получилось.
form-conference-apply-thesis-name = Тезисы
form-conference-apply-project = О каком проекте доклад? Его команда станет соавторами. Если доклад не о проекте, вопрос можно пропустить.
form-conference-apply-project-name = Проект
form-conference-apply-section = В какой секции? Если всё равно, вопрос можно пропустить.
form-conference-apply-section-name = Секция
form-conference-amend-title-of-form = Исправленная заявка
form-conference-amend-title = Как называется доклад?
form-conference-amend-title-name = Название
form-conference-amend-thesis = О чём он? Несколько предложений с учётом замечания.
form-conference-amend-thesis-name = Тезисы
form-conference-section-new-title-of-form = Новая секция
form-conference-section-new-title = Как называется секция?
form-conference-section-new-title-name = Название
form-conference-section-new-chair = Кто её ведёт?
form-conference-section-new-chair-name = Ведёт
form-conference-section-new-place = Где она проходит? Кабинет, ссылка на встречу секции или «В общей встрече».
form-conference-section-new-place-name = Где
form-conference-section-new-starts = Через сколько минут после начала события она начинается? Если сразу, вопрос можно пропустить.
form-conference-section-new-starts-name = Начало, минут от начала события
form-conference-section-new-talk = Сколько минут длится доклад? Обычно 7; вопрос можно пропустить.
form-conference-section-new-talk-name = Минут на доклад
form-conference-section-new-questions = Сколько минут на вопросы? Обычно 3; вопрос можно пропустить.
form-conference-section-new-questions-name = Минут на вопросы
form-conference-section-change-title-of-form = Изменить секцию
form-conference-section-change-title = Новое название? Если не меняется, вопрос можно пропустить.
form-conference-section-change-title-name = Название
form-conference-section-change-chair = Кто её ведёт теперь? Если тот же человек, вопрос можно пропустить.
form-conference-section-change-chair-name = Ведёт
form-conference-section-change-place = Где она теперь? Кабинет, ссылка или «В общей встрече». Если не меняется, вопрос можно пропустить.
form-conference-section-change-place-name = Где
form-conference-section-change-starts = Через сколько минут после начала события она начинается? Если не меняется, вопрос можно пропустить.
form-conference-section-change-starts-name = Начало, минут от начала события
form-conference-section-change-talk = Сколько минут теперь длится доклад? Если не меняется, вопрос можно пропустить.
form-conference-section-change-talk-name = Минут на доклад
form-conference-section-change-questions = Сколько минут теперь на вопросы? Если не меняется, вопрос можно пропустить.
form-conference-section-change-questions-name = Минут на вопросы
form-conference-plenary-title-of-form = Общие встречи
form-conference-plenary-opening = Сколько минут занимает открытие? Если его нет — 0.
form-conference-plenary-opening-name = Минут на открытие
form-conference-plenary-closing = Сколько минут занимает закрытие? Если его нет — 0.
form-conference-plenary-closing-name = Минут на закрытие
form-conference-return-title-of-form = Вернуть заявку
form-conference-return-remark = Что исправить? Автор прочтёт это.
form-conference-return-remark-name = Замечание
form-conference-decline-title-of-form = Отклонить заявку
form-conference-decline-remark = Почему? Автор прочтёт это.
form-conference-decline-remark-name = Причина

refusal-conference-section = Такой секции здесь нет.
refusal-conference-talk = Такого доклада здесь нет.
refusal-conference-not-chair = Это решают ведущие события и ведущий секции.
refusal-conference-not-registered = Заявку подают те, кто записан на событие: сначала — «Записаться».
refusal-conference-begun = Конференция уже началась, заявки больше не принимаются.
refusal-conference-talks-most = Заявок на одну конференцию может быть не больше { $most }.
refusal-conference-project-twice = Заявка с этим проектом уже есть.
refusal-conference-talk-decided = По этой заявке уже решено.
refusal-conference-talk-over = С этим докладом так уже не сделать: он снят или прозвучал.
refusal-conference-move-edge = Дальше двигать некуда.
refusal-conference-there-already = Доклад уже в этой секции.
refusal-conference-sections = Секций может быть не больше { $most }.
refusal-conference-section-full = В секции есть доклады: сначала их нужно перенести в другую.
refusal-conference-plenary = Общие встречи занимают всё событие: в нём минут — { $length }.
refusal-conference-chair = Секцию ведёт сотрудник лицея или член Совета.
refusal-conference-start = Секция начинается внутри события: в нём минут — { $length }.
refusal-conference-talk-length = Доклад с вопросами длится от 1 до { $most } минут.
refusal-conference-screen = Онлайн доклад с вопросами — не дольше { $most } минут подряд: дальше нужен перерыв.
refusal-conference-published = Программа уже опубликована.
refusal-conference-empty = В программе пока нет докладов.
refusal-conference-unfit = Пока не опубликовано. Не помещаются доклады:
refusal-conference-clash = Пока не опубликовано: кого-то ждут в двух секциях сразу. Накладки — на экране «Управлять».
refusal-conference-not-on = Отмечать доклады можно в день конференции, с её начала.
refusal-conference-not-given = Сертификат будет, когда доклад прозвучит.
refusal-conference-no-time = У доклада пока нет времени в программе.
