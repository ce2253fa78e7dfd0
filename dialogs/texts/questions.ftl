### Вопросы родителей: задать, ответить, передать, закрыть. «Вы» — и к родителям, и к учителям.

command-ask = Задать вопрос | вопрос | спросить
command-my-questions = Мои вопросы
command-parent-questions = Вопросы родителей
command-done = Готово | done

## Родитель спрашивает

form-question-words-title-of-form = Вопрос
form-question-words-words = Напишите вопрос одним сообщением: что случилось или что хотите узнать. Можно приложить файл или фото.
form-question-words-words-name = Вопрос

form-question-new-title-of-form = Вопрос
form-question-new-words = Напишите вопрос одним сообщением. Можно приложить файл или фото.
form-question-new-words-name = Вопрос
form-question-new-child = О ком вопрос?
form-question-new-child-name = О ком
form-question-new-to = Кому задать вопрос? Обычно отвечает классный руководитель.
form-question-new-to-name = Кому
form-question-new-about = О ком жалоба? Выберите из списка или напишите фамилию. Если она не о сотруднике, нажмите «Пропустить». Этот человек жалобу не увидит.
form-question-new-about-name = О ком жалоба

question-ask-supervisor = Спросить руководителя
question-way = { $route ->
    [class_teacher] Классный руководитель{ $named ->
            [yes] : { $name }
           *[no] {""}
        }
    [supervisor] Руководитель проекта «{ $project }»: { $name }
    [coordinator] Координатор проектов
    [administration] Администрация лицея
   *[complaint] Жалоба — в администрацию
    }
question-known = { $count ->
    [one] Возможно, ответ уже есть:
   *[other] Возможно, один из этих ответов поможет:
    }
question-helped = Это помогло
question-still = Всё равно спросить
question-helped-well = Хорошо, что ответ нашёлся. Если появится другой вопрос, напишите.
question-accepted = Вопрос принят, ответ до { DATE($until) }, { TIME($until) }.
question-out-of-hours = { $route ->
    [class_teacher] Классный руководитель ответит в рабочее время.
    [supervisor] Руководитель проекта ответит в рабочее время.
   *[other] Вам ответят в рабочее время.
    }
question-open = Открыть вопрос
question-mine-none = Вопросов пока не было. Спросить можно о чём угодно, что касается ребёнка и лицея.
question-mine = { $count ->
    [one] Ваш вопрос:
    [few] Ваши вопросы — всего { $count }. Сначала те, что открыты.
   *[many] Ваши вопросы — всего { $count }. Сначала те, что открыты.
    }{ $shown ->
        [30] {" "}Показаны последние.
       *[other] {""}
    }
question-own-line = { $state ->
    [closed] Закрыт: { $text }
    [answered] Есть ответ: { $text }
   *[waits] Ответ до { DATE($until) }: { $text }
    }
question-only-files = файлы без слов

## Переписка

question-head = { $route ->
    [class_teacher] <b>Вопрос классному руководителю</b>
    [supervisor] <b>Вопрос о проекте «{ $project }»</b>
    [coordinator] <b>Вопрос координатору проектов</b>
    [administration] <b>Вопрос администрации</b>
   *[complaint] <b>Жалоба</b>{ $named ->
            [yes] {" "}на работу сотрудника: { $about }
           *[no] {""}
        }
    }
question-child = О ком: { $name }
question-asker = Спрашивает: { $name }
question-responsible = Отвечает: { $names }
question-state-closed = Вопрос закрыт.
question-state-answered = Ответ дан.
question-state-waits = { $late ->
    [yes] Ответ должен был прийти до { DATE($until) }, { TIME($until) }.
   *[no] Ответ до { DATE($until) }, { TIME($until) }.
    }
question-message = <b>{ $name }</b>, { MOMENT($at, style: "short") }
question-files = Приложено: { $count ->
    [one] { $count } файл
    [few] { $count } файла
   *[many] { $count } файлов
    }
question-mark = { $mark ->
    [helped] Отметка родителя: помогло.
   *[not_helped] Отметка родителя: не помогло.
    }
question-mark-line = «{ $text }»
question-earlier = Раньше

question-write = Написать ещё
question-answer-button = Ответить
question-hand-over = Передать
question-take = Взять себе
question-close = Закрыть вопрос
question-share = Полезно всем
question-good = Помогло
question-bad = Не помогло
question-add-line = Добавить пару слов

form-question-write-title-of-form = Сообщение
form-question-write-words = Напишите сообщение, можно с файлами. Закончили — напишите «Готово».
form-question-write-words-name = Сообщение

question-writing = { $to ->
    [parent] Пишите: каждое сообщение сразу уйдёт родителю ({ $name }). Можно несколькими сообщениями и с файлами. Закончите — «Готово».
   *[staff] Пишите: каждое сообщение сразу уйдёт тому, кто отвечает ({ $name }). Можно несколькими сообщениями и с файлами. Закончите — «Готово».
    }
question-sent = { $to ->
    [parent] Отправлено родителю. Можно написать ещё; закончите — «Готово».
   *[staff] Отправлено, ответ до { DATE($until) }, { TIME($until) }. Можно написать ещё; закончите — «Готово».
    }
question-sent-nowhere = Записано, но родителю не отправлено: лицей ограничил ему доступ к сведениям о ребёнке. Закончите — «Готово».
question-not-sent = Это сообщение не отправлено.
question-done = Хорошо, на этом всё.

question-closed-ask = Вопрос закрыт. Ответ помог?
question-closed-staff = Вопрос закрыт. Родителю сообщили.
question-marked = { $helped ->
    [yes] Спасибо, записано: помогло.
   *[no] Записано: не помогло. Если вопрос остался, напишите ещё — он откроется снова.
    }
question-line-kept = Спасибо, записано.

form-question-line-title-of-form = Пара слов к ответу
form-question-line-line = Напишите одной строкой, что помогло или чего не хватило.
form-question-line-line-name = Пара слов

## Известия

question-new = { $route ->
    [class_teacher] Вопрос родителя.
    [supervisor] Вопрос родителя о проекте «{ $project }».
    [coordinator] Вопрос родителя координатору.
    [administration] Вопрос родителя администрации.
   *[complaint] Жалоба родителя{ $named ->
            [yes] {" "}на работу сотрудника: { $about }.
           *[no] .
        }
    } Спрашивает { $asker }, о ком: { $child }.
question-more = { $asker } пишет ещё (о ком: { $child }):
question-reopened = { $asker } пишет ещё, закрытый вопрос снова открыт (о ком: { $child }):
question-answer = Ответ на ваш вопрос (о ком: { $child }). Отвечает { $name }:
question-given = Вам передан вопрос родителя, передаёт { $by }. Спрашивает { $asker }, о ком: { $child }.
question-passed = Вопрос родителя перешёл к вам: тот, кто отвечал, больше не отвечает. Спрашивает { $asker }, о ком: { $child }.
question-late = Напоминание: вопрос родителя ждёт ответа. Спрашивает { $asker }, о ком: { $child }.
question-escalated = Вопрос родителя всё ещё без ответа. Спрашивает { $asker }, о ком: { $child }. Отвечает: { $names }.
question-until = Ответ обещан до { DATE($until) }, { TIME($until) }.
question-no-more = На вопрос родителя ({ $asker }, о ком: { $child }) теперь отвечает { $name }.
question-new-names = На ваш вопрос (о ком: { $child }) теперь отвечает { $names }.
question-closed-by-parent = Родитель закрыл вопрос: { $name }, о ком: { $child }.
question-closed-for-parent = Ваш вопрос закрыт (о ком: { $child }). Ответ помог?

## Сторона лицея

question-queue-none = Вопросов, которые ждут вас, нет.
question-queue = { $count ->
    [one] { $count } открытый вопрос.
    [few] { $count } открытых вопроса. Сначала те, что ждут ответа дольше.
   *[many] { $count } открытых вопросов. Сначала те, что ждут ответа дольше.
    }{ $shown ->
        [50] {" "}Показаны первые 50.
       *[other] {""}
    }
question-overdue = Просрочены: { $count }
question-overdue-none = Просроченных вопросов нет.
question-overdue-list = { $count ->
    [one] { $count } вопрос без ответа в срок.
    [few] { $count } вопроса без ответа в срок.
   *[many] { $count } вопросов без ответа в срок.
    }{ $shown ->
        [50] {" "}Показаны первые 50.
       *[other] {""}
    }
question-line = { $state ->
    [late] Срок прошёл { DATE($until) }: { $asker }
    [answered] Ответ дан: { $asker }
   *[waits] До { DATE($until) }: { $asker }
    }{ $route ->
        [complaint] {" "}(жалоба)
       *[other] {""}
    } — { $child }
question-handed-over = Передано: { $name }. Родителю сообщили.
question-taken = Теперь на этот вопрос отвечаете вы.
question-shared = Записано: этот ответ увидят все, кто спросит о том же.

form-question-hand-over-title-of-form = Передать вопрос
form-question-hand-over-to = Кому передать вопрос? Выберите из списка или напишите фамилию.
form-question-hand-over-to-name = Кому

form-question-share-title-of-form = Ответ для всех
form-question-share-asked = Как звучит вопрос для всех? Без имён, фамилий и классов.
form-question-share-asked-name = Вопрос
form-question-share-answer = А ответ для всех? Тоже без имён. Кто ответил, показано не будет.
form-question-share-answer-name = Ответ
