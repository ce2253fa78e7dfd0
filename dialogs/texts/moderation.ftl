### Порядок в чатах: ступени, уведомления, фильтр, очередь модератора.

command-remind = Напомнить
command-remark = Замечание
command-warn = Предупредить
command-silence = Тишина
command-suspend = Отстранить
command-lift = Снять
command-register-of = Реестр
command-to-council = Вынести на Совет
command-my-records = Мои записи
command-report = Сообщить | сообщить модератору
command-mod-queue = Очередь модератора
command-etiquette = Сетевой этикет | этикет | правила

step = { $step ->
    [reminder] Напоминание
    [remark] Замечание
    [warning] Предупреждение
    [silence] Режим чтения
    [suspension] Временное отстранение
   *[removal] Удаление навсегда
    }

mod-how = { $step ->
    [reminder] Ответьте на сообщение: /напомнить. Или в личных сообщениях: /напомнить Фамилия Имя.
    [remark] Ответьте на сообщение: /замечание ПРИЧИНА. Или в личных сообщениях: /замечание Фамилия Имя ПРИЧИНА.
    [warning] Ответьте на сообщение: /предупредить ПРИЧИНА. Причина обязательна.
    [silence] Ответьте на сообщение: /тишина 1д ПРИЧИНА. Срок и причина обязательны.
    [suspension] Ответьте на сообщение: /отстранить 7д ПРИЧИНА. Срок и причина обязательны, Совет подтверждает решение голосованием.
   *[removal] Удаление навсегда решает Совет голосованием.
    }
mod-how-lift = Ответьте на сообщение: /снять. Или в личных сообщениях: /снять Фамилия Имя.
mod-how-register = Напишите: /реестр Фамилия Имя.
mod-how-council = Ответьте на сообщение: /вынести_на_совет ПРИЧИНА. Сообщение сохранится в деле таким, какое оно есть.

mod-in-chat = { $step ->
    [reminder] Напоминание отправлено.
    [remark] Замечание записано.
    [warning] Предупреждение записано.
    [silence] Включён режим чтения.
   *[suspension] Решение об отстранении принято.
    } Подробности — в личных сообщениях.
mod-in-chat-lifted = Снято. Подробности — в личных сообщениях.
mod-in-chat-council = Передано Совету.

mod-given = <b>{ step }</b>: { $name }.
mod-given-lapses = Решение действует до { DATE($at) }, { TIME($at) }, если Совет его не подтвердит. Голосование началось.
mod-given-parents = Родителям сообщено.
mod-lift = Снять
mod-lift-this = Снять: { step }
mod-lifted = Снято: { step }, { $name }.
mod-confirmed = Совет подтвердил отстранение. Оно закончится { MOMENT($until) }.

mod-told-reminder = { $you ->
    [ty] Напоминаю о правилах общения в чатах. Это ещё не взыскание: просто перечитай «Сетевой этикет».
   *[vy] Напоминаем о правилах общения в чатах. Это ещё не взыскание: просто перечитайте «Сетевой этикет».
    }
mod-told-remark = { $you ->
    [ty] Тебе записано замечание за общение в чате. Через 90 дней запись исчезнет.
   *[vy] Вам записано замечание за общение в чате. Через 90 дней запись исчезнет.
    }
mod-told-warning = { $you ->
    [ty] Тебе записано предупреждение. О нём узнают классный руководитель и родители.
   *[vy] Вам записано предупреждение.
    }
mod-told-silence = { $you ->
    [ty] Для тебя включён режим чтения: в чатах можно читать, но не писать.
   *[vy] Для вас включён режим чтения: в чатах можно читать, но не писать.
    }
mod-told-suspension = { $you ->
    [ty] Доступ в коворкинг для тебя приостановлен.
   *[vy] Доступ в коворкинг для вас приостановлен.
    }
mod-told-removal = { $you ->
    [ty] По решению Совета доступ в коворкинг для тебя закрыт.
   *[vy] По решению Совета доступ в коворкинг для вас закрыт.
    }
mod-told-reason = Причина: { $reason }
mod-told-until = До { DATE($until) }, { TIME($until) }, потом всё вернётся само.
mod-told-for-ever = Срок: навсегда.
mod-told-lapses = Это решение Председателя. Если Совет не подтвердит его, оно отменится { MOMENT($at) }.
mod-told-kept = { $pupil ->
    [yes] Остаётся доступным: телефоны помощи, кнопка «Позвать взрослого лицея», разговор с психологом, твои данные и обязательный проект.
   *[no] Остаются доступными ваши данные.
    }
mod-told-appeal = { $you ->
    [ty] Если не согласен или не согласна, подай апелляцию до { DATE($until) }, { TIME($until) }: напиши «Апелляция».
   *[vy] Если вы не согласны, подайте апелляцию до { DATE($until) }, { TIME($until) }: напишите «Апелляция».
    }
mod-appeal = Подать апелляцию
mod-records = Мои записи
mod-explain = Дать объяснение

mod-parents = Сообщаем о решении в коворкинге. { $name }: { step }.
mod-class-teacher = Для сведения классного руководителя. { $name }: { step }.

mod-ended-over = { $you ->
    [ty] Срок закончился: { step }. Всё снова доступно.
   *[vy] Срок закончился: { step }. Всё снова доступно.
    }
mod-ended-lifted = { $you ->
    [ty] С тебя снято: { step }.
   *[vy] С вас снято: { step }.
    }
mod-ended-lapsed = { $you ->
    [ty] Совет не подтвердил решение в срок, и оно отменилось: { step }. Всё снова доступно.
   *[vy] Совет не подтвердил решение в срок, и оно отменилось: { step }. Всё снова доступно.
    }
mod-ended-not-confirmed = { $you ->
    [ty] Совет не подтвердил решение: { step }. Всё снова доступно.
   *[vy] Совет не подтвердил решение: { step }. Всё снова доступно.
    }
mod-ended-appeal = { $you ->
    [ty] Апелляция удовлетворена, решение отменено: { step }.
   *[vy] Апелляция удовлетворена, решение отменено: { step }.
    }
mod-ended-false-alarm = { $you ->
    [ty] Это была ошибка: напоминание отменено, в записях его нет. Прости за беспокойство.
   *[vy] Это была ошибка: напоминание отменено, в записях его нет. Приносим извинения.
    }
mod-ended-chats = Из этих чатов бот убирал участника, вернуть может тот, кто ведёт чат: { $chats }.
mod-ended-giver = { $name }: { step } — { $how ->
    [over] срок закончился.
    [lapsed] Совет не подтвердил в срок, решение отменилось.
    [not-confirmed] Совет не подтвердил решение.
   *[appeal] отменено по апелляции.
    }
mod-ended-parents = { $name }: решение отменено — { step }.

mod-chats = { $count ->
    [one] В чатах сделано: { $count } действие.
    [few] В чатах сделано: { $count } действия.
   *[many] В чатах сделано: { $count } действий.
    }
part-chat-act = { $act ->
    [erase] удалить сообщение
    [remove] убрать из чата
    [readmit] снять запрет на вход
    [restrict] запретить писать
   *[unrestrict] разрешить писать
    }
mod-chat-no-right = • «{ $title }», { $messenger }: у бота нет прав, чтобы { part-chat-act }.
mod-chat-cannot = • «{ $title }», { $messenger }: мессенджер не умеет { part-chat-act }. Сообщения будут удаляться по мере появления, если у бота есть на это право.
mod-chat-protected = • «{ $title }», { $messenger }: это владелец или администратор чата, нельзя { part-chat-act }.
mod-chat-gone = • «{ $title }», { $messenger }: бота уже нет в этом чате.
mod-chat-failed = • «{ $title }», { $messenger }: не получилось { part-chat-act }.

mod-register = <b>Реестр: { $name }</b>
mod-register-none = Записей нет.
mod-line = • { DATE($at) }: { step }. { $reason } ({ $state ->
        [holds] действует
        [said] записано
        [over] срок закончился
        [lifted] снято
        [lapsed] отменилось без подтверждения Совета
        [not-confirmed] Совет не подтвердил
        [appeal] отменено по апелляции
       *[false-alarm] ошибка
    })
mod-line-until = до { DATE($until) }, { TIME($until) }
mod-own = <b>Мои записи</b>
mod-own-none = { $you ->
    [ty] Записей нет: у тебя всё в порядке.
   *[vy] Записей нет.
    }
mod-journal = <b>Журнал:</b>
mod-journal-line = • { MOMENT($at, style: "short") }: { $act } ({ $name })

journal-sanction-give = принято решение
journal-sanction-lifted = решение снято
journal-sanction-over = срок закончился
journal-sanction-lapsed = решение отменилось без подтверждения
journal-sanction-confirm = Совет подтвердил решение
journal-sanction-not-confirmed = Совет не подтвердил решение
journal-sanction-appeal = решение отменено по апелляции
journal-sanction-false-alarm = напоминание отменено как ошибочное
journal-sanction-pause = решение приостановлено на время апелляции
journal-sanction-resume = решение снова действует
journal-report-send = сообщение передано модераторам
journal-report-dispute = напоминание оспорено
journal-report-acted = модератор принял меры
journal-report-let-be = модератор закрыл сообщение без мер
journal-report-false-alarm = признано ложной тревогой
journal-message-erase = сообщение удалено из чата
journal-case-open = заведено дело Совета
journal-case-explain = дано объяснение
journal-motion-open = началось голосование
journal-motion-close = голосование закончилось
journal-council-elect = избрание в Совет
journal-council-dismiss = выход из Совета
journal-motion-withdraw = голосование снято
journal-motion-vote = отдан голос
journal-segment-open = открыт сегмент
journal-segment-close = закрыт сегмент
journal-contract-sign = заключён договор
journal-contract-prolong = продлён договор
journal-contract-end = прекращён договор

etiquette-flood = много сообщений подряд
etiquette-link = ссылка на запрещённый сайт
etiquette-insult = грубое слово
etiquette-reminder = { $you ->
    [ty] Кажется, в чате было лишнее: { $reason }. Об этом знаем только мы с тобой. Перечитай «Сетевой этикет», а если я ошибся, нажми «Это ошибка».
   *[vy] Кажется, в чате было лишнее: { $reason }. Сообщение только для вас. Если это ошибка, нажмите «Это ошибка».
    }
etiquette-mistake = Это ошибка
etiquette-read = Сетевой этикет
etiquette-head = <b>Сетевой этикет</b>
etiquette-rule = { $number }. { $rule }
etiquette-foot = Чтобы сообщить модераторам, ответьте на сообщение в чате: /сообщить. Или перешлите его мне с этим словом.

report-how = { $you ->
    [ty] Ответь в чате на сообщение словом «/сообщить» или перешли его мне с этим словом. Его увидят только модераторы.
   *[vy] Ответьте в чате на сообщение словом «/сообщить» или перешлите его мне с этим словом. Его увидят только модераторы.
    }
report-sent = { $you ->
    [ty] Передал модераторам. Спасибо, что не промолчал и не промолчала.
   *[vy] Передано модераторам. Спасибо.
    }
report-sent-chat = { $you ->
    [ty] Передано модераторам.
   *[vy] Передано модераторам.
    }
report-disputed = { $you ->
    [ty] Хорошо, посмотрит человек. Напишу, что он решит.
   *[vy] Хорошо, посмотрит человек. Мы напишем, что он решит.
    }

part-report-kind = { $kind ->
    [flood] флуд
    [link] запрещённая ссылка
    [insult] грубое слово
   *[report] сообщение участника
    }
queue-new = Очередь модератора: { part-report-kind }, чат «{ $chat }».
queue-open = Посмотреть
queue-head = { $count ->
    [0] Очередь модератора пуста.
    [one] <b>Очередь модератора:</b> ждёт { $count } сообщение.
    [few] <b>Очередь модератора:</b> ждут { $count } сообщения.
   *[many] <b>Очередь модератора:</b> ждут { $count } сообщений.
    }
queue-wrong = Ложных тревог фильтра: { $count }.
queue-line = { part-report-kind }, «{ $chat }», { MOMENT($at, style: "short") }
queue-card = <b>{ part-report-kind }</b>, чат «{ $chat }», { MOMENT($at) }
queue-about = О ком: { $name }
queue-by = Сообщает: { $name }
queue-disputed = Напоминание бота оспорено: считает, что это ошибка.
queue-text = Слова: «{ $text }»
queue-no-text = Слова не хранятся: посмотрите в самом чате.
queue-decided = Решено: { $state ->
    [acted] приняты меры.
    [let-be] без мер.
   *[false-alarm] ложная тревога.
    }
queue-remind = Напомнить
queue-act = Принять меры
queue-false = Ложная тревога
queue-let-be = Без мер
queue-council = На Совет
queue-erase = Удалить из чата
queue-erasing = Удаляю сообщение из чата. Если не получится, напишу.
queue-back = К очереди
queue-private = переслано лично

form-report-act-title-of-form = Меры по сообщению
form-report-act-step = Какая мера?
form-report-act-step-name = Мера
form-report-act-length = На сколько? Режим чтения — до 3 дней, отстранение — до 7. Например: «1д».
form-report-act-length-name = Срок
form-report-act-reason = За что? Причину увидит тот, кого она касается.
form-report-act-reason-name = Причина
form-report-to-council-title-of-form = Дело для Совета
form-report-to-council-summary = Коротко: в чём дело? Эти слова увидит весь Совет.
form-report-to-council-summary-name = Суть

refusal-suspended = Доступ в коворкинг приостановлен до { DATE($until) }, { TIME($until) }. Подробности: «Мои записи», несогласие: «Апелляция».
refusal-suspended-for-ever = Доступ в коворкинг закрыт решением Совета. Подробности: «Мои записи», несогласие: «Апелляция».
refusal-moderation-person = Такого резидента не нахожу. Ответьте на его сообщение или напишите фамилию и имя.
refusal-moderation-several = Таких людей несколько: добавьте имя и класс.
refusal-ladder-step = Эта мера вам не дана: её принимает другой.
refusal-ladder-self = О себе самом решать нельзя.
refusal-ladder-senior = О старшем или равном решает Председатель или Совет.
refusal-ladder-decided = Это решил Совет: отменить может только он, по апелляции.
refusal-ladder-length = Нужен срок: от минуты до { $max ->
    [one] { $max } дня
   *[other] { $max } дней
    }, например «1д».
refusal-reason-needed = Нужна причина: её увидит тот, кого она касается.
refusal-not-moderator = Это делают модераторы: Рабочая группа и Совет.
refusal-sanction = Такой записи нет.
refusal-explained = Объяснение уже в деле.
refusal-sanction-over = Это уже не действует.
refusal-report = Такого сообщения в очереди нет.
refusal-report-sent = Это сообщение уже передано модераторам.
refusal-report-decided = Это уже решено.
refusal-report-message = Удалять нечего: сообщение уже удалено или переслано лично.
refusal-reports-many = За сутки уже передано много сообщений. Если случилась беда, позвоните 112.
