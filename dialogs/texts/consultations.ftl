### Консультации в чатах: очередь, вопросы, итог. В чате — номера; имена только в чате класса или проекта.

command-consultation = Консультация | провести консультацию
consultation-online-word = онлайн
command-consultations = Консультации | мои консультации

consultation-how =
    Консультация открывается в самом чате, где её ждут: напишите там

    /консультация ТЕМА

    или «/консультация онлайн ТЕМА», если встреча по ссылке (ссылку можно дописать в конце). Я поставлю карточку с очередью и буду вызывать по одному.

consultation-head = <b>Консультация «{ $topic }»</b>
    Ведёт { $teacher }.
consultation-online = Онлайн: ссылка придёт в личные сообщения, когда подойдёт очередь.
consultation-paused = <b>Пауза.</b> Очередь сохраняется.
consultation-now = Сейчас: { $who }
consultation-next = Дальше: { $who }
consultation-number = № { $number }
consultation-number-name = № { $number } ({ $name })
consultation-waiting = { $count ->
    [0] В очереди никого.
    [one] В очереди { $count } человек.
    [few] В очереди { $count } человека.
   *[other] В очереди { $count } человек.
    }
consultation-wait = { $minutes ->
    [0] Ждать почти не придётся.
    [one] Кто встанет сейчас, подождёт примерно { $minutes } минуту.
    [few] Кто встанет сейчас, подождёт примерно { $minutes } минуты.
   *[other] Кто встанет сейчас, подождёт примерно { $minutes } минут.
    }
consultation-wait-unknown = Сколько ждать, пока неизвестно: скажу, когда закончит первый.
consultation-wait-paused = Сколько ждать, станет ясно после паузы.
consultation-questions-count = { $count ->
    [one] Ждёт ответа { $count } вопрос.
    [few] Ждут ответа { $count } вопроса.
   *[other] Ждут ответа { $count } вопросов.
    }
consultation-over = { $served ->
    [0] Консультация закончилась.
    [one] Консультация закончилась, был { $served } человек.
    [few] Консультация закончилась, было { $served } человека.
   *[other] Консультация закончилась, было { $served } человек.
    }
consultation-is-over = Консультация закончилась.
consultation-card-below = Консультация «{ $topic }»: карточка ниже.

consultation-join = Встать в очередь
consultation-ask = Задать вопрос
consultation-mine = Мой номер
consultation-call = Следующий
consultation-skip = Пропустить
consultation-pause = Пауза
consultation-resume = Продолжить
consultation-close = Завершить
consultation-close-sure = Завершить сейчас
consultation-open = К консультации
consultation-leave = Выйти из очереди
consultation-paste = Вставить ссылку
consultation-questions = Вопросы: { $count }
consultation-questions-all = Вопросы
consultation-write = Написать вопрос

chat-note-stranger = Сначала напишите мне в личные сообщения: там я узнаю, кто вы.
chat-note-in-private = { $you ->
    [ty] Ответ — у тебя в личных сообщениях.
   *[vy] Ответ — у вас в личных сообщениях.
    }
chat-note-write-first = { $you ->
    [ty] Напиши мне в личные сообщения: иначе я не смогу ответить.
   *[vy] Напишите мне в личные сообщения: иначе я не смогу ответить.
    }

consultation-your-number = { $you ->
    [ty] Твой номер { $number }. Перед тобой: { $ahead }.
   *[vy] Ваш номер { $number }. Перед вами: { $ahead }.
    }
consultation-your-number-wait = { $you ->
    [ty] Твой номер { $number }. Перед тобой: { $ahead }, ждать примерно { $minutes } мин.
   *[vy] Ваш номер { $number }. Перед вами: { $ahead }, ждать примерно { $minutes } мин.
    }
consultation-you-now = { $you ->
    [ty] Твой номер { $number }, и сейчас твоя очередь!
   *[vy] Ваш номер { $number }, и сейчас ваша очередь!
    }
consultation-joined-unreachable = { $you ->
    [ty] Номер { $number }. Напиши мне в личные сообщения, чтобы я мог позвать.
   *[vy] Номер { $number }. Напишите мне в личные сообщения, чтобы я мог позвать.
    }
consultation-no-number = { $you ->
    [ty] Тебя нет в очереди: нажми «Встать в очередь» в чате.
   *[vy] Вас нет в очереди: нажмите «Встать в очередь» в чате.
    }
consultation-has-left = { $you ->
    [ty] Ты больше не в очереди.
   *[vy] Вы больше не в очереди.
    }
consultation-your-turn = { $you ->
    [ty] <b>Твоя очередь!</b> Консультация «{ $topic }» — тебя ждут.
   *[vy] <b>Ваша очередь.</b> Консультация «{ $topic }» — вас ждут.
    }
consultation-your-teacher = Ведёт { $teacher }.
consultation-your-link = Ссылка: { $url }
consultation-missed = { $you ->
    [ty] Консультация «{ $topic }»: тебя позвали, но тебя не было. Номер сохранён, ты в конце очереди. Пропустишь ещё раз — из очереди выйдешь.
   *[vy] Консультация «{ $topic }»: вас позвали, но вас не было. Номер сохранён, вы в конце очереди. После второго пропуска вы из очереди выйдете.
    }
consultation-missed-out = { $you ->
    [ty] Консультация «{ $topic }»: тебя не было и во второй раз, ты больше не в очереди. Если вопрос остался, встань в очередь снова.
   *[vy] Консультация «{ $topic }»: вас не было и во второй раз, вы больше не в очереди. Если вопрос остался, встаньте в очередь снова.
    }
consultation-unheard = { $you ->
    [ty] Консультация «{ $topic }» закончилась, до тебя очередь не дошла. Можно записаться на другое время: «Записаться на консультацию».
   *[vy] Консультация «{ $topic }» закончилась, до вас очередь не дошла. Можно записаться на другое время: «Записаться на консультацию».
    }

consultation-note-called = Сейчас № { $number }: { $name }
consultation-note-called-aloud = Сейчас № { $number }: { $name }. В личку не написать, позовите вслух.
consultation-note-empty = В очереди никого нет.
consultation-note-paused = Пауза. Очередь сохраняется.
consultation-note-goes-on = Продолжаем.
consultation-note-close-ask = Ещё есть очередь: подтвердите в личных сообщениях.
consultation-note-closed = { $served ->
    [one] Консультация завершена, был { $served } человек.
    [few] Консультация завершена, было { $served } человека.
   *[other] Консультация завершена, было { $served } человек.
    }
consultation-note-ask = { $you ->
    [ty] Вопрос напиши мне в личных сообщениях.
   *[vy] Вопрос напишите мне в личных сообщениях.
    }
consultation-close-ask = { $count ->
    [one] В очереди ещё { $count } человек. Завершить консультацию?
    [few] В очереди ещё { $count } человека. Завершить консультацию?
   *[other] В очереди ещё { $count } человек. Завершить консультацию?
    }

consultation-panel-now = Сейчас: № { $number }, { $name }
consultation-panel-line = № { $number }, { $name }
consultation-panel-link = Ссылка: { $url }
consultation-panel-no-link = Ссылки пока нет: вставьте свою, и я буду отдавать её тем, кого вызываю.
consultation-removed = В чате меня больше нет: ведите очередь отсюда, позванным я напишу.
consultation-link-kept = Ссылка сохранена.

consultations-head = { $count ->
    [0] Сейчас консультаций, которые { $you ->
        [ty] тебя
       *[vy] вас
        } касаются, нет.
   *[other] <b>Консультации идут сейчас.</b> Открыть — кнопкой или номером.
    }
consultation-line = { $topic } — { $teacher }

consultation-ask-private = { $you ->
    [ty] Консультация «{ $topic }». Напиши вопрос, я передам его без имени. Если такой уже есть, добавлю к нему твой голос.
   *[vy] Консультация «{ $topic }». Напишите вопрос, я передам его без имени. Если такой уже есть, добавлю к нему ваш голос.
    }
consultation-asked = { $you ->
    [ty] Вопрос передан. Отвечать начнут с тех, у которых больше голосов.
   *[vy] Вопрос передан. Отвечать начнут с тех, у которых больше голосов.
    }
consultation-same = { $you ->
    [ty] Такой вопрос уже есть: «{ $text }». Я добавил к нему твой голос, теперь их { $votes }.
   *[vy] Такой вопрос уже есть: «{ $text }». Я добавил к нему ваш голос, теперь их { $votes }.
    }
consultation-alike = { $you ->
    [ty] Похожий вопрос уже есть: «{ $text }». Это тот же?
   *[vy] Похожий вопрос уже есть: «{ $text }». Это тот же?
    }
consultation-plus = +1, у меня такой же
consultation-other = У меня другой вопрос
consultation-joined-question = { $you ->
    [ty] Твой голос добавлен, всего их { $votes }.
   *[vy] Ваш голос добавлен, всего их { $votes }.
    }
consultation-list = { $count ->
    [0] <b>{ $topic }</b>: вопросов пока нет.
   *[other] <b>{ $topic }</b>: вопросы. Если { $you ->
        [ty] у тебя
       *[vy] у вас
        } такой же, выбери{ $you ->
        [ty] {""}
       *[vy] те
        } его — это «+1».
    }
consultation-list-lead = { $count ->
    [0] <b>{ $topic }</b>: вопросов пока нет.
   *[other] <b>{ $topic }</b>: вопросы по числу голосов. Выберите тот, на который ответили: он войдёт в итог.
    }
consultation-question-line = { $answered ->
    [yes] ✓ { $text } ({ $votes })
   *[no] • { $text } ({ $votes })
    }
consultation-item-plus = +1: { $text }
consultation-item-answered = Отвечено: { $text }

form-consultation-ask-title-of-form = Вопрос к консультации
form-consultation-ask-text = Вопрос — одним сообщением, до 300 знаков. Имени никто не увидит, а сам вопрос, если на него ответят, попадёт в итог в чате.
form-consultation-ask-text-name = Вопрос
form-consultation-paste-title-of-form = Ссылка на встречу
form-consultation-paste-url = Вставьте ссылку на встречу.
form-consultation-paste-url-name = Ссылка

consultation-summary = <b>Итог консультации «{ $topic }»</b>
    Ведущий: { $teacher }.
consultation-summary-count = { $count ->
    [one] Был { $count } человек
    [few] Было { $count } человека
   *[other] Было { $count } человек
    }, { $lasted ->
    [one] { $lasted } минута.
    [few] { $lasted } минуты.
   *[other] { $lasted } минут.
    }
consultation-summary-answered = { $count ->
    [one] Разобран { $count } вопрос:
    [few] Разобрано { $count } вопроса:
   *[other] Разобрано { $count } вопросов:
    }
consultation-summary-left = { $count ->
    [one] Без ответа остался { $count } вопрос.
    [few] Без ответа осталось { $count } вопроса.
   *[other] Без ответа осталось { $count } вопросов.
    }
consultation-attendance = { $count ->
    [0] Консультация «{ $topic }»: никто не подошёл.
   *[other] Консультация «{ $topic }»: кто был.
    }
consultation-attended = • { $name } — { $minutes } мин.
consultation-attendance-unheard = Очередь не дошла: { $names }.
consultation-diary = Консультация «{ $topic }», ведёт { $teacher }. Были: { $names }.
digest-consultation = { DATE($at) } — на консультации «{ $topic }».

consultation-link-made = Консультация «{ $topic }»: встреча готова. Ссылку получит каждый, кого вы вызовете, а вот она для вас: { $url }
consultation-link-none = Консультация «{ $topic }»: встречу создать не получилось. Вставьте ссылку на свою, и я буду отдавать её тем, кого вы вызываете.
