### Дневник проекта.

command-diary = Дневник | дневник проекта

diary-none = { $you ->
    [ty] Дневник появится вместе с проектом. Напиши «Новый проект».
   *[vy] Дневник есть у каждого проекта.
    }
diary-nothing = Проектов, дневник которых вам открыт, сейчас нет.
diary-which = Дневник какого проекта открыть?
diary-head = <b>Дневник проекта «{ $title }»</b>
diary-line = { MOMENT($at, style: "short") }, { $name }: { $text }
diary-empty = { $you ->
    [ty] Записей пока нет. Напиши одним сообщением: «дневник: сегодня опросил десять человек».
   *[vy] Записей пока нет.
    }
diary-written = Записано в дневник проекта «{ $title }».
diary-open = Открыть дневник
diary-add = Записать
form-diary-write-title-of-form = Запись в дневник
form-diary-write-project = В дневник какого проекта записать?
form-diary-write-project-name = Проект
form-diary-write-text = Что сделано, что получилось, что дальше?
form-diary-write-text-name = Запись
form-diary-add-title-of-form = Запись в дневник
form-diary-add-text = Что сделано, что получилось, что дальше?
form-diary-add-text-name = Запись
