### Проекты: список, карточка, новый проект, предложения руководителю.

project-greeting = { $you ->
    [ty] Это проектный помощник. Он ведёт проект по этапам: что сделать, к какому сроку, что ответил руководитель.
   *[vy] Это проектный помощник. Он ведёт проекты учеников по этапам: сроки, работы на проверку, ответы.
    }

command-projects = Мои проекты | мой проект | projects
command-new-project = Новый проект | создать проект | начать проект
command-offers = Предложения | предложения проектов

project-none = { $you ->
    [ty] Проектов у тебя пока нет.
   *[vy] Проектов пока нет.
    }
project-list = { $count ->
    [one] { $count } проект. Открыть — кнопкой или номером.
    [few] { $count } проекта. Открыть — кнопкой или номером.
   *[many] { $count } проектов. Открыть — кнопкой или номером.
    }
project-line = { $title } — { $who }: этап { $number }, { $state ->
    [waiting] впереди
    [in_progress] в работе
    [submitted] на проверке
    [returned] на доработке
    [accepted] принят
    [overdue] просрочен
   *[other] в работе
    }
project-line-finished = { $title } — завершён
project-card-title = <b>«{ $title }»</b>
project-card-kind = { $kind }. Тип: { $type }
project-card-subject = Область: { $subject }
project-card-purpose = Зачем: { $purpose }
project-card-stage = Этап { $number } «{ $title }»: <b>{ $state ->
    [waiting] впереди
    [in_progress] в работе
    [submitted] на проверке
    [returned] на доработке
    [accepted] принят
    [overdue] просрочен
   *[other] в работе
    }</b>. Срок — { DATE($due) }{ $late ->
        [0] .
        [one] , прошёл { $late } день назад.
        [few] , прошёл { $late } дня назад.
       *[many] , прошёл { $late } дней назад.
    }
    Обязательных пунктов: { $done } из { $required }.
project-card-accepted = Этапов принято: { $accepted } из { $total }.
project-card-finished = Все этапы приняты.
project-card-member = Автор: { $name }
project-card-member-role = { $name } — { $role }
project-card-supervisor = Руководитель: { $name }
project-card-offered = Ждём ответа руководителя: { $name } (до { DATE($until) })
project-card-no-supervisor = Руководителя пока нет.
project-open-stage = Этап { $number }
project-open-card = Карточка проекта
project-show-chart = Показать на схеме
project-show-stages = Все этапы
project-diary = Дневник
project-team = Команда
project-find-supervisor = Найти руководителя
project-edit = Уточнить название
project-desk = Для координатора
project-back-to-card = К проекту
project-stages = Этапы проекта. Любой можно открыть.
project-stage-item = { $title } — { $state ->
    [waiting] впереди
    [in_progress] в работе
    [submitted] на проверке
    [returned] на доработке
    [accepted] принят
    [overdue] просрочен
   *[other] в работе
    }, { DATE($due) }
project-chart = Схема проекта «{ $title }».
project-supervisor = { $name }{ $free ->
        [0] {""}
        [one] , есть { $free } место
        [few] , есть { $free } места
       *[many] , есть { $free } мест
    }
project-orphan = Новый проект без руководителя: «{ $title }», { $name }.
project-created = { $you ->
    [ty] Проект «{ $title }» создан! Первый этап — «{ $stage }», срок { DATE($due) }. Можно начинать.
   *[vy] Проект «{ $title }» создан. Первый этап — «{ $stage }», срок { DATE($due) }.
    }{ $has_offer ->
        [yes] {" "}Предложение отправлено: { $offered }.
       *[no] {" "}Координатор поможет найти руководителя.
    }
project-edited = Изменения записаны.
project-edited-note = У проекта «{ $title }» новое описание. Автор правки — { $name }.

form-project-new-title-of-form = Новый проект
form-project-new-kind = Каким будет проект: индивидуальным или коллективным (от 2 до 5 человек)?
form-project-new-kind-name = Вид
form-project-new-type = Какого типа твой проект?
form-project-new-type-name = Тип
form-project-new-title = Как называется проект? Название должно быть понятно человеку вне темы.
form-project-new-title-name = Название
form-project-new-subject = К какой области он относится? Например: биология, история, программирование.
form-project-new-subject-name = Область
form-project-new-purpose = Зачем этот проект: кому станет легче или интереснее, если он получится?
form-project-new-purpose-name = Зачем
form-project-new-template = По какому плану идём?
form-project-new-template-name = План
form-project-new-supervisor = Кого позвать руководителем? Можно пропустить — координатор поможет найти.
form-project-new-supervisor-name = Руководитель

form-project-offer-title-of-form = Предложение руководителю
form-project-offer-supervisor = Кого позвать руководителем?
form-project-offer-supervisor-name = Руководитель

form-project-edit-title-of-form = Уточнить проект
form-project-edit-title = Новое название? Можно пропустить, если прежнее подходит.
form-project-edit-title-name = Название
form-project-edit-purpose = Зачем проект — новыми словами? Можно пропустить.
form-project-edit-purpose-name = Зачем

offer-head = Просят руководить проектом: { $who }
offer-type = Тип: { $type }
offer-until = Ответьте, пожалуйста, до { DATE($until) }: потом предложение вернётся ученику.
offer-accept = Беру
offer-decline = Отказаться
offer-accepted = Вы руководите проектом «{ $title }».
offer-accepted-pupil = { $name } — теперь руководитель проекта «{ $title }».
offer-declined = Вы отказались от проекта «{ $title }». Ученику отправлен ваш ответ.
offer-declined-pupil = { $name } не сможет руководить проектом «{ $title }». Ответ: { $comment }
offer-made = Предложение отправлено: { $name }. Ответ ждём до { DATE($until) }.
offer-expired = { $name }: ответа на предложение руководить проектом «{ $title }» не было, и оно вернулось. Можно позвать другого руководителя.
offer-state = Предложение по проекту «{ $title }»: { $state ->
    [waiting] ждёт ответа
    [accepted] принято
    [declined] отклонено
    [expired] вернулось без ответа
   *[withdrawn] отозвано
    }.
offer-none = Предложений нет.
offer-list = { $count ->
    [one] { $count } предложение ждёт ответа.
    [few] { $count } предложения ждут ответа.
   *[many] { $count } предложений ждут ответа.
    }
form-offer-decline-title-of-form = Отказ от проекта
form-offer-decline-comment = Напишите ученику несколько слов: почему не получится и к кому лучше обратиться.
form-offer-decline-comment-name = Ответ ученику

chart-due = до { DATE($due) }
chart-state = { $state ->
    [waiting] впереди
    [in_progress] в работе
    [submitted] на проверке
    [returned] на доработке
    [accepted] принят
    [overdue] просрочен
   *[other] в работе
    }
chart-today = сегодня, { DATE($today) }
