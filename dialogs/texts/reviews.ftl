### Сторона руководителя: очередь проверки, решение, перенос срока.

command-queue = Очередь проверки | проверка

review-queue-empty = Проверять нечего: очередь пуста.
review-queue = { $count ->
    [one] { $count } работа ждёт. Сначала — самая давняя.
    [few] { $count } работы ждут. Сначала — самые давние.
   *[many] { $count } работ ждут. Сначала — самые давние.
    }
review-queue-item = «{ $project }», этап { $number } — { $name }{ $days ->
        [0] {""}
        [one] , ждёт { $days } рабочий день
        [few] , ждёт { $days } рабочих дня
       *[many] , ждёт { $days } рабочих дней
    }
review-queue-extension = «{ $project }»: просят перенести срок на { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
    }
review-open = Открыть работу
review-head = <b>Этап { $number } «{ $title }» ждёт проверки</b>
review-head-decided = <b>Этап { $number } «{ $title }»</b>
review-project = Проект «{ $title }», сдаёт { $name }
review-sent = Отправлено { MOMENT($at) }{ $attempt ->
        [1] .
       *[other] , попытка { $attempt }.
    }
review-basis = Основание: { $basis }.
review-artefact = • «{ $title }»
review-remarks-before = Прежние замечания (ученик отметил, что исправил):
review-accept = Принять
review-return = Вернуть
review-accepted = Этап «{ $title }» проекта «{ $project }» принят. Ученику сообщили.
review-accepted-first = Этап «{ $title }» одобрен вами. Теперь его смотрит { $role ->
    [coordinator] координатор
    [commission] комиссия
    [tutor] тьютор
   *[supervisor] руководитель
    }.
review-returned = Этап «{ $title }» проекта «{ $project }» возвращён. Замечания отправлены.
review-next = Очередь проверки
review-verdict = { $verdict ->
    [accepted] Принято
    [returned] Возвращено
   *[withdrawn] Отозвано
    }: { $name }, { MOMENT($at) }.
review-late = Напоминание: этап «{ $title }» проекта «{ $project }» ({ $name }) ждёт вашей проверки { $days ->
    [one] { $days } рабочий день
    [few] { $days } рабочих дня
   *[many] { $days } рабочих дней
    }.
review-late-coordinator = Этап «{ $title }» проекта «{ $project }» ({ $name }) ждёт проверки { $days ->
    [one] { $days } рабочий день
    [few] { $days } рабочих дня
   *[many] { $days } рабочих дней
    }. Руководитель: { $supervisor }.

form-review-return-own-title-of-form = Возврат на доработку
form-review-return-own-remarks = Что исправить? Без замечаний вернуть нельзя: напишите их, каждое с новой строки, или выберите прежнее. Ученик отметит исправленные по одному.
form-review-return-own-remarks-name = Замечания

extension-open = Просьба о сроке
extension-request = { $name } просит перенести срок этапа «{ $title }» (проект «{ $project }»).
    Было: { DATE($due) }, просит: { DATE($until) }.
    Причина: { $reason }
extension-grant = Перенести
extension-refuse = Оставить срок
extension-decided = { $granted ->
    [yes] Срок этапа «{ $title }» перенесён на { DATE($until) }.
   *[no] Срок этапа «{ $title }» остался прежним: { DATE($due) }.
    }
