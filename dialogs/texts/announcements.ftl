### Объявления сотрудников: написать, посмотреть, отправить, отозвать; что видят получатели.
### «Вы» — к взрослым, «ты» — к ученикам. Родителям без эмодзи.

command-announcements = Объявления | мои объявления | рассылки
command-new-announcement = Новое объявление | объявление | написать объявление

announcement-where = { $scope ->
    [class] { $title } класс
    [parallel] { $title }-е классы
    [project] проект «{ $title }»
    [event] событие «{ $title }»
   *[school] весь лицей
    }

# Что видит получатель.
announcement-head = <b>Объявление: { $where }</b>
announcement-head-safety = <b>Важно для безопасности: { $where }</b>
announcement-corrected = (исправлено)
announcement-words = Согласие: { $value }
announcement-about = Касается: { $names }.
announcement-until = Ответить можно до { DATE($until) }, { TIME($until) }.
announcement-from = { $name }, { $office ->
    [class_teacher] классный руководитель
    [supervisor] руководитель проекта
    [admin] администратор коворкинга
    [chair] председатель Совета
   *[coordinator] координатор коворкинга
    }
announcement-reminder = Напоминание: на это объявление ещё ждут ответа.
announcement-read = Прочитал(а)
announcement-agree = Согласен(на)
announcement-disagree = Не согласен(на)
announcement-answer-for = Ответить: { $name }
announcement-change-for = Изменить ответ: { $name }
announcement-show = Показать объявление
announcement-change = Изменить ответ
announcement-not-answered = { $you ->
    [ty] Твоего ответа на объявление ещё нет ({ $where }).
   *[vy] Вы ещё не отвечали на объявление ({ $where }).
    }
announcement-noted = { $you ->
    [ty] Спасибо, отметил: объявление прочитано ({ $where }).
   *[vy] Спасибо, отмечено: вы прочитали объявление ({ $where }).
    }
announcement-answered = { $you ->
    [ty] Спасибо, твой ответ записан ({ $where }):
   *[vy] Спасибо, ваш ответ записан ({ $where }):
    }
announcement-consent-line = • { $name }: { $verdict ->
    [yes] согласие дано
    [withdrawn] согласие отозвано
   *[no] не согласны
    }, { DATE($at) }
announcement-may-change = Изменить ответ можно до { DATE($until) }, { TIME($until) }.

# Кому и какое.
announcements = { $count ->
    [0] Объявлений пока нет.
    [one] { $count } объявление. Сначала — последние.
    [few] { $count } объявления. Сначала — последние.
   *[many] { $count } объявлений. Сначала — последние.
    }
announcements-line = { $state ->
    [draft] Не отправлено — { $where }: { $text }
   *[sent] { DATE($at) } — { $where }: { $text }
    }
announcement-safety = Важно для безопасности
announcement-to = Кому объявление?
announcement-to-safety = Важно для безопасности: такое объявление уходит сразу, в любое время суток, и отозвать его нельзя, можно только исправить. Кому?
announcement-to-nobody = Писать пока некому: у вас нет ни класса, ни проектов.
announcement-which = { $scope ->
    [class] Какому классу?
    [parallel] Какой параллели?
    [project] Какому проекту?
   *[event] Кому именно?
    }
announcement-scope = { $scope ->
    [class] Класс
    [parallel] Параллель
    [project] Проект
    [event] Событие
   *[school] Весь лицей
    }
announcement-other = Выбрать других
announcement-kinds = { $where }: какой нужен ответ?
announcement-kind = { $kind ->
    [read] Прочитал(а)
    [choice] Выбор ответа
   *[plain] Без ответа
    }
announcement-kind-consent = { $purpose ->
    [events] Согласие на событие
    [notices] Согласие: сообщения родителям
    [council] Согласие: дела Совета
   *[publication] Согласие: публикация работ
    }
announcement-audience = { $audience ->
    [parents] Родителям
    [pupils] Ученикам
   *[both] Родителям и ученикам
    }

# Перед отправкой и после.
announcement-preview = Так объявление увидят получатели (имя — для примера, у каждого своё):
announcement-preview-answer = [{ $label }]
announcement-reach = { $count ->
    [one] Получит { $count } человек
    [few] Получат { $count } человека
   *[many] Получат { $count } человек
    }: { $parents ->
        [one] { $parents } родитель
        [few] { $parents } родителя
       *[many] { $parents } родителей
    }, { $pupils ->
        [one] { $pupils } ученик
        [few] { $pupils } ученика
       *[many] { $pupils } учеников
    }.
announcement-unreachable = { $count ->
    [0] На связи все.
    [one] Не на связи { $count }: ему или ей понадобится бумага.
   *[other] Не на связи { $count }: им понадобится бумага.
    }
announcement-at-once = Уйдёт сразу, в любое время суток.
announcement-send = Отправить
announcement-drop = Не отправлять
announcement-sent = Объявление уйдёт через { $seconds } секунд. До этого его можно отозвать, и никто его не увидит.
announcement-sent-safety = Объявление уже уходит. Ошибку можно исправить: текст изменится у всех, кто его получил.
announcement-withdraw = Отозвать
announcement-withdrawn = Объявление отозвано: его никто не увидел.
announcement-dropped = Объявление не отправлено.
announcement-mended = Исправленный текст уже заменяет прежний.

# Карточка отправителя.
announcement-card = <b>Объявление: { $where }</b>, { MOMENT($at) }
announcement-is-draft = Ещё не отправлено.
announcement-leaving = Уйдёт { MOMENT($at) }. Пока его можно отозвать.
announcement-to-preview = Посмотреть и отправить
announcement-to-card = К объявлению
announcement-refresh = Обновить
announcement-delivery = Получателей: { $count }. Доставлено: { $reached }, ждёт отправки: { $waiting }, не дошло: { $lost }.
announcement-read-by = Прочитали: { $count }
announcement-answered-by = Ответили: { $count }
announcement-picked = • { $choice }: { $count }
announcement-consents = Согласий по ученикам: { $complete } из { $count }. Не согласны: { $refused }, не хватает подписей: { $missing }.
announcement-differ = Представители ответили по-разному: { $names }.
announcement-covered = Ответил другой представитель: { $count }
announcement-silent = Не ответили: { $count }
announcement-list = { $which ->
    [answered] Ответили: { $count }
    [silent] Не ответили: { $count }
   *[lost] Не дошло: { $count }
    }
announcement-remind = Напомнить остальным
announcement-table = Таблица
announcement-correct = Исправить
announcement-paper = Список для печати
announcement-people = { $which ->
    [answered] <b>Ответили: { $count }</b>
    [silent] <b>Не ответили: { $count }</b>
   *[lost] <b>Не дошло: { $count }</b>. Этим людям сообщите на бумаге.
    }
announcement-person = • { $name }{ $has_about ->
        [no] {""}
       *[yes] {" "}({ $about })
    }{ $has_said ->
        [no] {""}
       *[yes] : { $said }
    }
announcement-more = … и ещё { $count }. Весь список — в таблице.
announcement-said-read = прочитано { DATE($at) }
announcement-said-consent = { $verdict ->
    [yes] согласие
    [withdrawn] согласие отозвано
   *[no] не согласны
    } ({ $name })
announcement-said-at = { MOMENT($at) }
announcement-reminding = { $count ->
    [one] Напоминаю { $count } человеку, который ещё не ответил.
   *[other] Напоминаю { $count } людям, которые ещё не ответили.
    }
announcement-file = { $which ->
    [lost] Не дошло, { $where }
   *[all] Объявление, { $where }
    }
announcement-columns = Фамилия | Имя | Отчество | Класс | Ребёнок | Доставка | Ответ | Когда
announcement-outcome = { $outcome ->
    [reached] доставлено
    [waiting] ждёт отправки
    [unknown] ещё нет в коворкинге
   *[lost] не дошло
    }
announcement-table-said = { $count ->
    [one] Таблица: { $count } строка.
    [few] Таблица: { $count } строки.
   *[many] Таблица: { $count } строк.
    }

form-announcement-plain-title-of-form = Новое объявление
form-announcement-plain-audience = Кому в семьях?
form-announcement-plain-audience-name = Кому
form-announcement-plain-text = Напишите текст объявления.
form-announcement-plain-text-name = Текст
form-announcement-plain-files = Пришлите файлы одним сообщением или пропустите.
form-announcement-plain-files-name = Файлы

form-announcement-read-title-of-form = Объявление с отметкой «Прочитал(а)»
form-announcement-read-audience = Кому в семьях?
form-announcement-read-audience-name = Кому
form-announcement-read-text = Напишите текст объявления.
form-announcement-read-text-name = Текст
form-announcement-read-until = До какого времени ждать отметок? Например: «в пятницу в 18». Можно пропустить.
form-announcement-read-until-name = Срок
form-announcement-read-files = Пришлите файлы одним сообщением или пропустите.
form-announcement-read-files-name = Файлы

form-announcement-choice-title-of-form = Объявление с выбором ответа
form-announcement-choice-audience = Кому в семьях?
form-announcement-choice-audience-name = Кому
form-announcement-choice-text = Напишите текст объявления с вопросом.
form-announcement-choice-text-name = Текст
form-announcement-choice-choices = Какие ответы предложить? От двух до шести, каждый с новой строки.
form-announcement-choice-choices-name = Ответы
form-announcement-choice-until = До какого времени можно ответить? Например: «в пятницу в 18». Можно пропустить.
form-announcement-choice-until-name = Срок
form-announcement-choice-files = Пришлите файлы одним сообщением или пропустите.
form-announcement-choice-files-name = Файлы

form-announcement-consent-title-of-form = Объявление с согласием
form-announcement-consent-text = Напишите текст объявления: что будет, когда, где, кто отвечает. Его получат родители, а от ученика с 14 лет согласие спросят и у него.
form-announcement-consent-text-name = Текст
form-announcement-consent-words = На что именно согласие? Эти слова сохранятся вместе с ответом, их прочтут и родители, и ученики с 14 лет. Например: «Участие ученика в поездке в музей 12 декабря и проезд на автобусе».
form-announcement-consent-words-name = Согласие
form-announcement-consent-until = До какого времени можно ответить? Например: «в пятницу в 18». Можно пропустить.
form-announcement-consent-until-name = Срок
form-announcement-consent-files = Пришлите файлы одним сообщением или пропустите.
form-announcement-consent-files-name = Файлы

form-announcement-safety-title-of-form = Важно для безопасности
form-announcement-safety-audience = Кому в семьях?
form-announcement-safety-audience-name = Кому
form-announcement-safety-text = Напишите текст. Он уйдёт сразу, и ночью тоже.
form-announcement-safety-text-name = Текст
form-announcement-safety-files = Пришлите файлы одним сообщением или пропустите.
form-announcement-safety-files-name = Файлы

form-announcement-correct-title-of-form = Исправить объявление
form-announcement-correct-text = Напишите исправленный текст целиком. Он заменит прежний у всех получателей.
form-announcement-correct-text-name = Текст
