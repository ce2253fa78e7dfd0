### Виртуальная выставка: прогулка по работам, заявка, согласия, вопросы авторам, стол ведущих.

command-exhibitions = Выставки | выставка | виртуальная выставка

exhibition-at = { DATE($at) }, { TIME($at) }
exhibition-all = { $count ->
    [0] <b>Выставки.</b> Пока ни одной. Как только откроется, она появится здесь.
   *[other] <b>Выставки.</b> Открыть — кнопкой или номером.
    }
exhibition-line = { $title } ({ $phase ->
        [before] откроется { $at }
        [over] архив
       *[open] открыта до { $at }
    })
exhibition-title = <b>«{ $title }»</b>
exhibition-phase = { $phase ->
    [before] Выставка откроется { $at }. Пока можно подавать работы.
    [over] Выставка закончилась { $at }. Отметки и вопросы закрыты, работы остались в архиве.
   *[open] Выставка открыта до { $at }.
    }
exhibition-seen = { $total ->
    [0] Работ пока нет.
   *[other] { $you ->
        [ty] Посмотрено работ: { $seen } из { $total }.
       *[vy] Вы посмотрели { $seen } из { $total }.
        }
    }
exhibition-chosen = Выбор зрителей: { $titles }.
exhibition-walk = Смотреть
exhibition-list = Список работ
exhibition-open = К выставке
exhibition-next = Дальше
exhibition-back = Назад
exhibition-desk = { $count ->
    [0] Работы
   *[other] Работы (ждут: { $count })
    }
exhibition-results = Итоги
exhibition-questions = Вопросы ({ $count })
exhibition-work = { $mark ->
    [liked] { $title } ♥
    [seen] { $title } ✓
   *[new] { $title }
    }
exhibition-works = { $count ->
    [0] <b>«{ $title }».</b> Работ пока нет.
   *[other] <b>«{ $title }».</b> { $you ->
        [ty] Посмотрено: { $seen } из { $count }. Галочка — уже посмотрено, сердечко — нравится.
       *[vy] Вы посмотрели { $seen } из { $count }. Галочка — уже посмотрено, сердечко — нравится.
        }
    }

exhibit-head = <b>«{ $title }»</b>, { $number } из { $total }
exhibit-authors = { $count ->
    [one] Автор: { $names }
   *[other] Авторы: { $names }
    }
exhibit-annotation = { $text }
exhibit-picture = Картинка { $number } из { $total }
exhibit-likes = Нравится: { $count }
exhibit-answered = <b>Вопросы авторам</b>
exhibit-asked-line = • { $text }
exhibit-answer-line = — { $text }
exhibit-walked = { $you ->
    [ty] Посмотрено: { $seen } из { $total }.
   *[vy] Вы посмотрели { $seen } из { $total }.
    }
exhibit-more-picture = Ещё картинка
exhibit-like = { $liked ->
    [yes] Больше не нравится
   *[no] Нравится
    }
exhibit-like-set = { $you ->
    [ty] «{ $title }» тебе нравится. Вместе с тобой так отметили: { $count }.
   *[vy] «{ $title }» вам нравится. Вместе с вами так отметили: { $count }.
    }
exhibit-like-taken = Отметка у «{ $title }» снята.
exhibit-ask = Спросить автора
exhibit-all-answers = Все вопросы и ответы
exhibit-answers-head = <b>Вопросы авторам работы «{ $title }»</b>
exhibit-manage = Управлять работой
exhibit-open = К работе

exhibit-mine = { $mine ->
    [yes] Моя работа: { $title }
   *[no] Работа ребёнка: { $title }
    }
exhibit-new = Подать работу
exhibit-which = { $count ->
    [0] { $you ->
        [ty] Нет проекта, который можно показать: он уже на этой выставке или проектов пока нет.
       *[vy] Нет проекта, который можно показать.
        }
   *[other] { $you ->
        [ty] Какой проект покажешь?
       *[vy] Какой проект покажете?
        }
    }
exhibit-made = Черновик работы «{ $title }» готов: его пока видит только команда. Теперь картинки.
exhibit-own-head = <b>«{ $title }»</b>, проект «{ $project }»
exhibit-own-event = Выставка «{ $event }»
exhibit-own-pictures = Картинок: { $count } из { $most }
exhibit-state = { $state ->
    [sent] Работа на проверке у ведущих.
    [returned] Ведущие вернули работу: её можно поправить и отправить снова.
    [approved] Ведущие одобрили работу. { $phase ->
        [lacking] Её увидят, когда будут все согласия.
        [before] Её увидят, когда выставка откроется.
        [over] Выставка закончилась.
       *[open] Её видят на выставке.
        }
   *[draft] Это черновик: его видит только команда.
    }
exhibit-remark = Что поправить: { $text }
exhibit-lacking = { $signed ->
    [self] Не показываем другим: нет согласия автора ({ $name }).
   *[parent] Не показываем другим: нет согласия родителя ({ $name }).
    }
exhibit-pictures = Картинки
exhibit-edit = Изменить текст
exhibit-send = Отправить на проверку
exhibit-approve = Одобрить
exhibit-return = Вернуть
exhibit-withdraw = Снять с выставки
exhibit-consent-open = Ответить о согласии

exhibit-album = <b>«{ $title }»</b>. Картинок: { $count } из { $most }. Первая станет обложкой.

    { $offered ->
        [0] В проекте пока нет фотографий, но можно прислать картинку сюда.
       *[other] { $you ->
            [ty] Выбери из файлов проекта или пришли другую. Второе нажатие убирает выбранную.
           *[vy] Выберите из файлов проекта или пришлите другую. Второе нажатие убирает выбранную.
            }
        } Подойдут снимки самой работы. Лица, адреса и чужие картинки не публикуем.
exhibit-picture-of-project = { $taken ->
    [yes] ✓ { $title }
   *[no] { $title }
    }
exhibit-picture-sent = Убрать присланную картинку { $number }
exhibit-send-picture = Прислать картинку
exhibit-pictures-done = Готово
exhibit-sure = Снять «{ $title }» с выставки? Её сразу перестанут видеть, картинки и вопросы будут убраны. Вернуть её можно будет только новой заявкой.
exhibit-withdraw-yes = Да, снять
exhibit-withdraw-no = Оставить
exhibit-withdrawn = Работа «{ $title }» снята с выставки «{ $event }».

exhibit-agree = { $you ->
    [ty] Отправляя работу, ты соглашаешься:
   *[vy] Отправляя работу, вы соглашаетесь:
    }
    «{ $words }»
exhibit-consent-words = { $own ->
    [yes] Я, { $name }, согласен (согласна), чтобы работа
   *[no] Я согласен (согласна), чтобы работа моего ребёнка ({ $name })
    } «{ $title }», её картинки и имя автора были показаны на выставке «{ $event }» в ботах коворкинга. Кому: { $audience ->
        [open] всем желающим
        [external] лицею и партнёрам
       *[internal] лицею
    }. До { $until }, потом — в архиве для участников. Согласие можно отозвать в любой день: «Мои согласия».
exhibit-agree-send = Согласен, отправить
exhibit-agree-not-yet = Пока не отправлять
exhibit-consent-text = Текст согласия: «{ $text }»
exhibit-agree-yes = { $own ->
    [yes] Согласен
   *[no] Разрешить: { $name }
    }
exhibit-agree-no = Не показывать
exhibit-agreed = { $you ->
    [ty] Согласие записано: «{ $title }». Передумаешь — «Мои согласия» или «Снять с выставки».
   *[vy] Согласие записано: «{ $title }». Передумаете — «Мои согласия» или «Снять с выставки».
    }
exhibit-sent = Работа «{ $title }» отправлена ведущим. Как только они решат, я напишу.
exhibit-no-parent = { $you ->
    [ty] Не всех родителей я знаю. Согласие можно принести классному руководителю на бумаге.
   *[vy] Не всех родителей я знаю. Согласие можно передать классному руководителю на бумаге.
    }

exhibit-sent-notice = На выставку «{ $event }» подана работа «{ $title }».
exhibit-ask-self = Твоя команда подала на выставку «{ $event }» работу «{ $title }». Чтобы её показать, нужно и твоё согласие.
exhibit-ask-parent = { $name } показывает на выставке «{ $event }» работу «{ $title }». Другие увидят её только с вашего согласия.
exhibit-approved-notice = Работу «{ $title }» взяли на выставку «{ $event }».
exhibit-returned-notice = Работу «{ $title }» вернули поправить. Замечание: { $remark }
exhibit-withdrawn-notice = Работа «{ $title }» снята с выставки «{ $event }».{ $named ->
    [yes] {" "}Так решили: { $name }.
   *[no] {""}
    }
exhibit-shown-notice = { $you ->
    [ty] Твою работу «{ $title }» теперь видят на выставке «{ $event }».
   *[vy] Вашу работу «{ $title }» теперь видят на выставке «{ $event }».
    }
exhibit-closed-notice = { $you ->
    [ty] Выставка «{ $event }» закончилась. Твою работу «{ $title }» посмотрели: { $visitors }, понравилась: { $likes }.
   *[vy] Выставка «{ $event }» закончилась. Вашу работу «{ $title }» посмотрели: { $visitors }, понравилась: { $likes }.
    }
exhibition-closed-notice = Выставка «{ $title }» закончилась, работ: { $count }. Выбор зрителей — в итогах.
exhibit-diary-shown = Работа «{ $title }» показана на выставке «{ $event }».
exhibit-diary-closed = Выставка «{ $event }» закончилась. Работу «{ $title }» посмотрели: { $visitors }, понравилась: { $likes }.

exhibition-desk-head = { $count ->
    [0] Работ пока нет.
   *[other] <b>Работы выставки.</b> Ждут решения: { $waiting } из { $count }.
    }
exhibition-desk-line = { $title } ({ $state ->
        [sent] ждёт решения
       *[approved] { $lacking ->
            [0] одобрена
           *[other] одобрена, ждём согласия
        }
    })
exhibit-approved = Одобрено: «{ $title }».
exhibit-approved-waits = Одобрено: «{ $title }». Её увидят, когда будут все согласия.
exhibit-returned = Возвращено с замечанием: «{ $title }».
exhibition-results-head = <b>Итоги выставки «{ $title }»</b>
exhibition-top = Больше всего понравились:
exhibition-others = Остальные, по алфавиту:
exhibition-no-results = Работ пока нет.
exhibition-tally = • «{ $title }»: посмотрели { $visitors }, нравится { $likes }

exhibit-asked = Вопрос у авторов. Ответ придёт сюда.
exhibit-asked-held = Вопрос отправлен ведущим выставки: они передадут его авторам. Ответ придёт сюда.
exhibit-asked-notice = Вопрос о работе «{ $title }». Спрашивает { $name }:
    «{ $text }»
exhibit-held-notice = Вопрос к авторам работы «{ $title }», спрашивает { $name }. Ученики увидят его, только если вы передадите.
    «{ $text }»
exhibit-answered-notice = { $you ->
    [ty] Ответ на твой вопрос о работе «{ $title }»:
   *[vy] Ответ на ваш вопрос о работе «{ $title }»:
    }
    «{ $question }»
    — { $text }
exhibit-answered-author = На вопрос о работе «{ $title }» уже есть ответ ({ $name }). Можно добавить свой.
    «{ $question }»
    — { $text }
exhibit-answered-watch = На переданный вопрос о работе «{ $title }» ответили ({ $name }), спрашивает { $asker }.
    «{ $question }»
    — { $text }
exhibit-dropped-notice = Ведущие убрали вопрос о работе «{ $title }».
exhibit-questions = { $count ->
    [0] { $you ->
        [ty] Вопросов, которые ждут тебя, нет.
       *[vy] Вопросов, которые ждут вас, нет.
        }
   *[other] <b>Вопросы.</b> Ждут: { $count }.
    }
exhibit-question-line = { $title }: { $text }
exhibit-question-head = <b>Вопрос о работе «{ $title }»</b>
exhibit-question-by = { $own ->
    [yes] { $you ->
        [ty] Это твой вопрос.
       *[vy] Это ваш вопрос.
        }
   *[no] Спрашивает { $name }
    }
exhibit-question-text = «{ $text }»
exhibit-question-state = { $state ->
    [held] Вопрос у ведущих.
   *[dropped] Вопрос убран.
    }
exhibit-question-open = Открыть вопрос
exhibit-answer = Ответить
exhibit-answer-sent = Ответ отправлен: { $name }. На выставке он будет рядом с вопросом, без имени того, кто спросил.
exhibit-pass = Передать авторам
exhibit-passed = Вопрос передан авторам.
exhibit-drop = Убрать вопрос
exhibit-dropped = Вопрос убран.
exhibit-complain = Пожаловаться
exhibit-complain-yes = Да, пожаловаться
exhibit-complain-sure = Вопрос уйдёт модераторам вместе со словами и исчезнет отсюда. Отправить?

form-exhibit-new-title-of-form = Работа для выставки
form-exhibit-new-title = Как называется работа?
form-exhibit-new-title-name = Название
form-exhibit-new-annotation = О чём работа? Две-три фразы, до 600 знаков: их прочитают рядом с картинкой. Без фамилий и адресов.
form-exhibit-new-annotation-name = Аннотация
form-exhibit-edit-title-of-form = Текст работы
form-exhibit-edit-title = Новое название? Если прежнее подходит, вопрос можно пропустить.
form-exhibit-edit-title-name = Название
form-exhibit-edit-annotation = Новая аннотация? Если прежняя подходит, вопрос можно пропустить.
form-exhibit-edit-annotation-name = Аннотация
form-exhibit-put-title-of-form = Картинка для выставки
form-exhibit-put-files = Пришли картинку: снимок самой работы, без лиц и адресов. Можно несколько сразу.
form-exhibit-put-files-name = Картинки
form-exhibit-return-title-of-form = Вернуть работу
form-exhibit-return-remark = Что поправить? Авторы увидят это замечание.
form-exhibit-return-remark-name = Замечание
form-exhibit-ask-title-of-form = Вопрос авторам
form-exhibit-ask-text = { $you ->
    [ty] Напиши вопрос одним сообщением, до 500 знаков. Авторы увидят твоё имя; рядом с работой вопрос будет без имени.
   *[vy] Напишите вопрос одним сообщением, до 500 знаков. Авторы увидят ваше имя; рядом с работой вопрос будет без имени.
    }
form-exhibit-ask-text-name = Вопрос
form-exhibit-answer-title-of-form = Ответ на вопрос
form-exhibit-answer-text = Напиши ответ одним сообщением, до 500 знаков. Его увидят и рядом с работой.
form-exhibit-answer-text-name = Ответ
