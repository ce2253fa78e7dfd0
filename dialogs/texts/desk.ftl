### Стол координатора и классного руководителя.

command-desk = Все проекты | проекты лицея | координатор

desk-head = <b>Проекты: { $count }</b>
desk-stage = Этап { $number } «{ $title }»: { $count }
desk-finished = Завершены: { $count }
desk-open-stage = Этап { $number }. { $title }
desk-open-finished = Завершённые
desk-overdue = Просрочены: { $count }
desk-alone = Без руководителя: { $count }
desk-late = Долго ждут: { $count }
desk-leaver = Руководитель уходит
desk-back = Ко всем проектам
desk-list = { $count ->
    [one] { $count } проект.
    [few] { $count } проекта.
   *[many] { $count } проектов.
    }
desk-list-overdue = { $count ->
    [one] Просрочен { $count } проект.
    [few] Просрочены { $count } проекта.
   *[many] Просрочены { $count } проектов.
    }
desk-list-alone = { $count ->
    [one] { $count } проект без руководителя.
    [few] { $count } проекта без руководителя.
   *[many] { $count } проектов без руководителя.
    }
desk-list-late = { $count ->
    [one] { $count } работа ждёт слишком долго.
    [few] { $count } работы ждут слишком долго.
   *[many] { $count } работ ждут слишком долго.
    }
desk-late-item = «{ $project }» — { $name }, { $days ->
    [one] { $days } рабочий день
    [few] { $days } рабочих дня
   *[many] { $days } рабочих дней
    }
desk-nothing = Таких нет.
desk-project = Проект «{ $title }»: что сделать?
desk-hand-over = Передать руководителю
desk-reopen = Вернуть этап { $number }
desk-archive = В архив
desk-archive-sure = Отправить проект «{ $title }» в архив? Ученики больше не смогут его менять.
desk-archive-yes = Да, в архив
desk-archived = Проект «{ $title }» в архиве.
desk-handed-over = Руководитель проекта «{ $title }» теперь { $name }.
desk-left = { $name } больше не руководит { $count ->
    [0] проектами: их и не было.
    [one] { $count } проектом. Передайте его:
   *[other] { $count } проектами. Передайте их:
    }
desk-orphan-pupils = { $name } больше не руководит проектом «{ $title }». Координатор найдёт нового руководителя, работа продолжается.

form-desk-hand-over-title-of-form = Передать проект
form-desk-hand-over-supervisor = Кому передать проект?
form-desk-hand-over-supervisor-name = Новый руководитель
form-desk-leaver-title-of-form = Руководитель уходит
form-desk-leaver-supervisor = Кто уходит?
form-desk-leaver-supervisor-name = Уходит
form-desk-reopen-title-of-form = Вернуть принятый этап
form-desk-reopen-reason = Почему этап возвращается? Причина останется в журнале, её увидят ученики.
form-desk-reopen-reason-name = Причина

export-projects = Проект | Класс | Авторы | Руководитель | Этап | Название этапа | Состояние | Срок
