### Работа над этапом, перенос срока.

command-submit = Сдать этап | сдать
command-more-time = Перенести срок | продлить срок
stage-head = <b>Этап { $number } из { $total }. { $title }</b>
stage-project = Проект «{ $title }»
stage-goal = Цель: { $goal }
stage-state = Состояние: <b>{ $state ->
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
stage-item = { $done ->
    [yes] ✅
   *[no] ⬜
    } { $text }{ $required ->
        [yes] {" "}*
       *[no] {""}
    }
stage-remark = { $done ->
    [yes] ✅
   *[no] 🔧
    } Замечание: { $text }
stage-tick-hint = Отмечай сделанное кнопкой или номером. Звёздочка — обязательный пункт.
stage-artefacts = Приложено:
stage-artefact = • { $kind ->
    [photo] фото
    [link] ссылка
   *[document] файл
    } «{ $title }» ({ $by })
stage-artefact-link = • «{ $title }»: { $url }
stage-artefacts-wanted = Приложить нужно: { $names }.
stage-artefacts-head = Приложено к этапу «{ $title }»
stage-artefacts-show = Приложенное
stage-detach = Убрать «{ $title }»
stage-detached = Убрано: «{ $title }».
stage-attach = Приложить файл
stage-attach-link = Ссылка
stage-submit = Сдать этап
stage-hints = Подсказки
stage-more-time = Перенести срок
stage-past = Прежние ответы
stage-past-none = Ответов руководителя по этому этапу ещё не было.
stage-past-line = { DATE($at) }, попытка { $attempt }: { $verdict ->
    [accepted] принято
    [returned] возвращено
   *[withdrawn] отозвано
    } ({ $name })
stage-back = К этапу
stage-photo = Фото
stage-ticked-by = «{ $text }» уже отмечено: { $name }.
stage-attached = { $count ->
    [one] Приложен { $count } файл.
    [few] Приложено { $count } файла.
   *[many] Приложено { $count } файлов.
    }
stage-attach-here = «{ $title }», этап «{ $stage }»
stage-file-where = { $you ->
    [ty] Вижу файл. К какому этапу приложить?
   *[vy] Вижу файл. К какому этапу приложить?
    }
stage-file-for-nothing = { $you ->
    [ty] Файл вижу, но сейчас он мне не нужен. Напиши «Помощь» — покажу, что умею.
   *[vy] Файл вижу, но сейчас он мне не нужен. Напишите «Помощь» — покажу, что умею.
    }
stage-hints-head = <b>Этап «{ $title }»: о чём подумать</b>
stage-question = • { $text }
stage-problems = Частые трудности:
stage-problem = • { $problem }. { $hint }
stage-submitted = { $you ->
    [ty] Этап «{ $title }» отправлен. Ответ придёт сюда.
   *[vy] Этап «{ $title }» отправлен на проверку.
    }
stage-submitted-team = { $name } сдаёт этап «{ $title }» проекта «{ $project }», он ждёт проверки.
stage-which = { $count ->
    [0] Проекта в работе пока нет.
   *[other] Какой проект?
    }
stage-more = Ещё
stage-more-head = Этап «{ $title }»: что ещё можно сделать
stage-approved = { $name }: этап { $number } «{ $title }» проекта «{ $project }» одобрен. Теперь его смотрит { $role ->
    [coordinator] координатор
    [commission] комиссия
    [tutor] тьютор
   *[supervisor] руководитель
    }.
stage-accepted = 🎉 { $name }: этап { $number } принят — «{ $title }», проект «{ $project }».
stage-accepted-last = 🎉 { $name }: этап { $number } принят — «{ $title }». Проект «{ $project }» завершён, поздравляю!
stage-next = Следующий — «{ $title }», срок { DATE($due) }.
stage-returned = { $name } возвращает этап { $number } «{ $title }» проекта «{ $project }». Исправь и отметь каждое замечание, потом сдай ещё раз:
stage-due = { $days ->
    [0] Сегодня срок этапа «{ $title }» проекта «{ $project }».
    [one] Через { $days } день — { DATE($due) } — срок этапа «{ $title }» проекта «{ $project }».
    [few] Через { $days } дня — { DATE($due) } — срок этапа «{ $title }» проекта «{ $project }».
   *[many] Через { $days } дней — { DATE($due) } — срок этапа «{ $title }» проекта «{ $project }».
    }
stage-due-left = Осталось обязательное:
stage-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
    }

form-stage-attach-title-of-form = Приложить к этапу
form-stage-attach-files = Пришли фото или файл — можно несколько сразу.
form-stage-attach-files-name = Файлы
form-stage-attach-title = Как это назвать? Можно пропустить.
form-stage-attach-title-name = Название
form-stage-attach-link-title-of-form = Приложить ссылку
form-stage-attach-link-url = Пришли ссылку целиком, она начинается с http:// или https://
form-stage-attach-link-url-name = Ссылка
form-stage-attach-link-title = Что по этой ссылке? Несколько слов.
form-stage-attach-link-title-name = Название
form-stage-more-time-title-of-form = Перенести срок
form-stage-more-time-span = На сколько перенести? Выбери или напиши словами: «10 дней», «полторы недели».
form-stage-more-time-span-name = На сколько
form-stage-more-time-reason = Что помешало? Напиши руководителю как есть.
form-stage-more-time-reason-name = Причина

extension-asked = Просьба отправлена руководителю. Если он согласится, срок будет { DATE($until) }.
