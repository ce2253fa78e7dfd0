### Комната отдыха: приёмы, настроение, чем заняться, куда позвонить. Ученику «ты», взрослому «вы».

command-rest = Комната отдыха | комната | отдых
command-breathe = Выдохнуть | дыхание | подышать
command-stretch = Размяться | разминка
command-distract = Отвлечься | отвлеки меня
command-mood = Как моё настроение | настроение | моё настроение
command-leisure = Чем заняться | досуг | секции | кружки | спорт
command-helplines = Куда позвонить | куда звонить | телефоны помощи | телефон доверия | телефоны доверия

restroom-greeting = { $you ->
    [ty] Это комната отдыха. Здесь можно выдохнуть, размяться, выбрать занятие по душе или попросить о разговоре с психологом.
   *[vy] Это комната отдыха: приёмы, чтобы выдохнуть и размяться, занятия и телефоны помощи.
    }
rest-welcome = Здесь можно выдохнуть, размяться, отвлечься или попросить о разговоре.
rest-honest = { $you ->
    [ty] Я бот: не врач и не психолог. Живой человек читает только то, что ты пишешь психологу. Если тебе или кому-то рядом угрожает опасность — звони 112.
   *[vy] Я бот: не врач и не психолог. Если кому-то угрожает опасность — звоните 112.
    }
rest-privacy = { $you ->
    [ty] Твоё настроение и приёмы не видят ни учителя, ни родители.
   *[vy] Ваше настроение и приёмы не видит никто, кроме вас.
    }
rest-breathe = { $you ->
    [ty] Что попробуем? Шаги будут меняться сами, остановиться можно в любой момент.
   *[vy] Что попробуем? Шаги будут меняться сами, остановиться можно в любой момент.
    }
rest-stretch = { $you ->
    [ty] Выбери разминку — или просто сделай паузу:
   *[vy] Выберите разминку — или просто сделайте паузу:
    }
rest-distract = { $you ->
    [ty] Выбери, что сейчас подойдёт.
   *[vy] Выберите, что сейчас подойдёт.
    }
rest-technique = { $title }, { $minutes } мин
rest-card = <b>{ $title }</b>, примерно { $minutes ->
        [one] { $minutes } минута
        [few] { $minutes } минуты
       *[many] { $minutes } минут
    }
rest-caution = <i>{ $caution }</i>
rest-how = { $you ->
    [ty] Нажми «Начать упражнение», и я буду показывать шаги. Надоело — «Хватит» или просто напиши мне о другом.
   *[vy] Нажмите «Начать упражнение», и я буду показывать шаги. Надоело — «Хватит» или просто напишите о другом.
    }
rest-begin = Начать упражнение
rest-title = <b>{ $title }</b>
rest-round = Круг { $number } из { $of }
rest-step = { $text }
rest-next = Дальше
rest-stop = Хватит
rest-again = Ещё раз
rest-stopped = { $you ->
    [ty] Хорошо, остановились. Ты делаешь столько, сколько нужно тебе.
   *[vy] Хорошо, остановились.
    }
rest-done = { $you ->
    [ty] Готово. Заметь, как ты сейчас: даже маленькая разница — это уже разница.
   *[vy] Готово. Заметьте, как вы сейчас: даже маленькая разница — это уже разница.
    }
refusal-technique = Такого упражнения здесь нет.

mood-question = { $you ->
    [ty] Как ты сейчас? Выбери одно. Это видишь только ты.
   *[vy] Как вы сейчас? Выберите одно. Это видите только вы.
    }
mood-reply = { $text }
mood-third = { $you ->
    [ty] Тебе плохо уже не первый раз за неделю. С таким не нужно справляться в одиночку: психолог лицея может поговорить с тобой. Решать тебе, я никому ничего не передаю.
   *[vy] Вам плохо уже не первый раз за неделю. С таким не нужно справляться в одиночку. Я никому ничего не передаю.
    }
mood-own = Мои отметки
mood-own-head = Отметки за { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }; более старые стираются сами:
mood-line = { MOMENT($at, style: "short") } — { $text }
mood-none = { $you ->
    [ty] Отметок пока нет.
   *[vy] Отметок пока нет.
    }
mood-erase = Стереть всё
mood-erased = Все отметки стёрты.
mood-week = Неделя лицея в числах
mood-week-few = За прошлую неделю ответили меньше десяти человек. Такие числа я не показываю никому.
mood-week-head = Настроение за неделю, { DATE($since) } — { DATE($until) }. Доли округлены до десятков:
mood-week-line = { $text } — около { $share } %
refusal-mood = Такого варианта здесь нет.

leisure-head = { $you ->
    [ty] Спорт и досуг рядом. Выбери, что посмотреть.
   *[vy] Спорт и досуг рядом. Выберите, что посмотреть.
    }
leisure-card = <b>{ $title }</b>

    { $text }
leisure-link = Ссылка: { $link }
leisure-back = К списку
leisure-add = Добавить занятие
leisure-change = Изменить запись
leisure-hide = Убрать из списка
leisure-written = Записано, ученики видят это уже сейчас.
leisure-hidden = «{ $title }» больше не показывается.
refusal-leisure = Такого занятия в списке уже нет.
form-leisure-add-title-of-form = Новое занятие
form-leisure-add-title = Как называется?
form-leisure-add-title-name = Название
form-leisure-add-text = Что это, где и когда? Ученикам на «ты».
form-leisure-add-text-name = Описание
form-leisure-add-link = Ссылка, если есть.
form-leisure-add-link-name = Ссылка
form-leisure-rewrite-title-of-form = Занятие
form-leisure-rewrite-title = Как называется?
form-leisure-rewrite-title-name = Название
form-leisure-rewrite-text = Что это, где и когда? Ученикам на «ты».
form-leisure-rewrite-text-name = Описание
form-leisure-rewrite-link = Ссылка, если есть.
form-leisure-rewrite-link-name = Ссылка

helplines-head = Здесь помогут по телефону или в чате. При опасности — 112.
helplines-open = Куда позвонить
helplines-line = <b>{ $name }</b>: { $where }
helplines-short = • { $name } — <b>{ $phone }</b>
helplines-short-more = • { $name } — <b>{ $phone }</b> ({ $more })
helplines-about = { $about }
helplines-anonymous = Имя называть не нужно.
helplines-called = Номер проверен: { DATE($at) }.
helplines-not-called = Номер ещё не проверяли звонком из лицея.
helplines-check = Отметить звонок
helplines-which = По какому номеру звонили? Проверять их нужно перед запуском и раз в квартал.
helplines-item = { $name }: { $where }
helplines-how = { $name }, { $where }. Ответили?
helplines-works = Ответили
helplines-dead = Не работает
helplines-noted = Записано. Неработающие номера ученикам не показываются.
