### Команда: состав, роли, вклад, приглашения, уход.

command-join-team = Вступить в команду | вступить | в команду

team-head = <b>Команда проекта «{ $title }»</b>
team-member = • { $name }: { $role }
team-contribution = { "  " }вклад: { $text }
team-invite = Пригласить
team-code = Код для команды
team-role = Назначить роль
team-contribute = Мой вклад
team-leave = Выйти из команды
team-back = К команде
team-by-code = У меня есть код
team-code-made = Код команды проекта «{ $title }»: <b>{ $code }</b>
    Кто пришлёт «вступить { $code }», войдёт в команду. Код действует до { DATE($until) }, { TIME($until) }.
team-joined = { $you ->
    [ty] Ты в команде проекта «{ $title }»!
   *[vy] Вы в команде проекта «{ $title }».
    }
team-came = { $name } теперь в команде проекта «{ $title }».
team-invitations = { $count ->
    [one] Тебя ждёт { $count } приглашение.
    [few] Тебя ждут { $count } приглашения.
   *[many] Тебя ждут { $count } приглашений.
    }
team-invited = Приглашение отправлено: { $name }.
team-invitation = { $name } зовёт тебя в команду проекта «{ $title }».
team-agree = Согласен
team-refuse = Не могу
team-invitation-answered = Приглашение в проект «{ $title }»: { $agreed ->
    [yes] принято
   *[no] отклонено
    }.
team-refused = Хорошо: в проект «{ $title }» не вступаем.
team-refused-note = { $name } не сможет войти в команду проекта «{ $title }».
team-role-set = { $name }: { $role }.
team-role-note = Роль в команде: { $name } — { $role }.
team-contributed = Твой вклад записан.
team-leave-asked = Просьба выйти из проекта «{ $title }» отправлена руководителю. До его ответа всё по-прежнему.
team-leave-request = { $name } просит выйти из команды проекта «{ $title }». Причина: { $reason }
team-let-go = Отпустить
team-keep = Оставить в команде
team-leave-decided = { $granted ->
    [yes] { $name } больше не в команде проекта «{ $title }».
   *[no] { $name } остаётся в команде проекта «{ $title }».
    }

form-team-join-title-of-form = Вступить в команду
form-team-join-code = Пришли код команды: его даёт тот, кто начал проект.
form-team-join-code-name = Код
form-team-invite-title-of-form = Пригласить в команду
form-team-invite-family = Кого ищем? Напиши начало фамилии.
form-team-invite-family-name = Фамилия начинается
form-team-invite-pupil = Кто из них?
form-team-invite-pupil-name = Кого зовём
form-team-role-title-of-form = Роль в команде
form-team-role-member = Чью роль записать?
form-team-role-member-name = Участник
form-team-role-role = Какая роль? Например: монтаж, опросы, расчёты.
form-team-role-role-name = Роль
form-team-contribute-title-of-form = Мой вклад
form-team-contribute-text = Что в проекте сделано тобой?
form-team-contribute-text-name = Вклад
form-team-leave-title-of-form = Выйти из команды
form-team-leave-reason = Почему? Это увидит руководитель.
form-team-leave-reason-name = Причина
