### Совет Коворкинга: дела, голосования, протоколы, апелляции, доступ, договоры.

council-greeting = Здесь порядок в чатах, решения Совета и договоры с партнёрами.

command-council = Совет | совет коворкинга
command-council-list = Состав Совета
command-cases = Дела Совета | дела
command-motions = Голосования | голосование
command-protocols = Протоколы | протокол
command-appeal = Апелляция | подать апелляцию
command-open-segment = Открыть сегмент | открыть
command-close-segment = Закрыть сегмент | закрыть
command-contract = Новый договор | договор
command-contracts = Договоры | партнёры

until-word = до
answer-yes = Да
answer-no = Нет

segment = { $segment ->
    [events] «События»
    [rooms] «Переговорные»
    [stages] «Этапы проектов»
    [generator] «Генератор событий»
    [bank] «Банк решений»
    [rest] «Комната отдыха»
    [support] «Сопровождение»
   *[sharing] «Обмен опытом»
    }
opened-to = { $to ->
    [external] Внешним резидентам
   *[non_resident] Всем
    }
part-opened-to = { $to ->
    [external] внешним резидентам
   *[non_resident] всем
    }

council-head = <b>Совет Коворкинга.</b> { $count ->
        [0] Голосований нет.
        [one] Идёт { $count } голосование.
        [few] Идут { $count } голосования.
       *[many] Идут { $count } голосований.
    }{ $waiting ->
        [0] {""}
        [one] {" "}Вашего голоса ждёт { $waiting }.
       *[other] {" "}Вашего голоса ждут { $waiting }.
    }
council-opened = Открыто { part-opened-to }: { $segment }, до { DATE($until) }, { TIME($until) }.
council-list = <b>Состав Совета.</b> С правом голоса: { $count }.
council-seat = • { $name }{ $part ->
        [chair] {", "}председатель
        [adviser] {", "}совещательный голос
       *[member] {""}
    }
council-seat-until = (до { DATE($until, style: "full") })
council-elect = Избрать
council-dismiss = { $name }: вывести из Совета
council-dismiss-sure = Вывести из Совета: { $name }?
council-dismiss-yes = Да, вывести
form-council-elect-title-of-form = Избрание в Совет
form-council-elect-name = Кто избран? Фамилия, имя, у ученика ещё класс.
form-council-elect-name-name = Кто
form-council-elect-until = До какого дня полномочия?
form-council-elect-until-name = До

case-new = Новое дело Совета № { $number }.
case-open = Открыть дело
case-list = <b>Дела Совета</b>
case-list-none = Дел пока нет.
case-hidden = обучающийся
case-line = № { $number }, { $name }, { DATE($at) }
case-card = <b>Дело № { $number }.</b> { $name }, { DATE($at, style: "full") }
case-summary = Суть: { $text }
case-summary-only = Материалы дела несовершеннолетнего члены Совета из числа обучающихся не видят.
case-message = { MOMENT($at) }, чат «{ $chat }»: «{ $text }»
case-explanation = Объяснение: «{ $text }»
case-explained = В деле № { $number } есть объяснение.
case-explained-thanks = { $you ->
    [ty] Спасибо, твоё объяснение в деле. Его прочитает Совет.
   *[vy] Спасибо, ваше объяснение в деле. Его прочитает Совет.
    }
form-sanction-explain-title-of-form = Объяснение
form-sanction-explain-text = Что случилось? Эти слова прочитает Совет.
form-sanction-explain-text-name = Объяснение
case-message-changed = Внимание: запись этого сообщения изменена после сохранения.
case-history = <b>Прежние записи:</b>
case-vote = На голосование
case-back = Ко всем делам
case-brought = Дело № { $number } передано Совету: { $name }.

motion-list = <b>Голосования</b>
motion-list-none = Сейчас голосований нет.
motion-new = Новое голосование
motion-decided = <b>Решения Совета</b>
motion-decided-none = Решений пока нет.
motion-title = { $kind ->
    [confirm] Подтвердить отстранение: { $name }
    [suspend] Отстранить на срок: { $name }
    [remove] Удалить навсегда: { $name }
    [appeal] Апелляция, отменить решение: { $name }
    [open] Открыть сегмент { $segment }
    [close] Закрыть сегмент { $segment }
   *[general] Вопрос Совета
    }
motion-measure = { $kind ->
    [suspend] Отстранить на срок до 30 дней
   *[remove] Удалить навсегда
    }
motion-text = { $text }
motion-open-to = Открыть { part-opened-to } до { DATE($until) }, { TIME($until) }.
motion-until = Срок: до { DATE($until) }, { TIME($until) }.
motion-rapporteur = Докладчик: { $name }.
motion-secret = Голосование тайное.
motion-by-name = Голосование поимённое.
motion-interest = Вы не голосуете: { $why ->
    [self] вопрос о вас.
    [relative] вопрос о родственнике.
    [rapporteur] вы докладчик по апелляции.
   *[author] вы приняли обжалуемое решение.
    }
motion-stands = До { DATE($until) }, { TIME($until) }. Проголосовало { $voted } из { $size }, кворум { $needed }.
motion-result = { $result ->
    [passed] Принято
    [failed] Не принято
    [withdrawn] Снято с голосования
   *[no-quorum] Нет кворума
    }: за { $yes }, против { $no }, воздержались { $abstained }.
motion-put = Голосование началось и закончится { MOMENT($until) }.
motion-closed = Решение № { $number }: { motion-result }
motion-open = Подробнее
motion-protocol = Протокол
vote-yes = За
vote-no = Против
vote-abstain = Воздержаться
part-choice = { $choice ->
    [yes] {" «за»"}
    [no] {" «против»"}
    [abstain] {" «воздержаться»"}
   *[secret] {""}
    }
vote-taken = Голос{ part-choice } принят. Проголосовало { $voted } из { $size }, итог — не позже { DATE($until) }, { TIME($until) }.
vote-taken-last = Голос{ part-choice } принят, и решение уже ясно.
vote-remind = Напоминаю: ваш голос ещё не отдан, голосование закончится { MOMENT($until) }.

form-motion-new-title-of-form = Новое голосование
form-motion-new-text = О чём голосуем? Текст войдёт в протокол.
form-motion-new-text-name = Вопрос
form-motion-new-secret = Голосование тайное?
form-motion-new-secret-name = Тайное
form-motion-on-case-title-of-form = Голосование по делу
form-motion-on-case-kind = Что предлагается?
form-motion-on-case-kind-name = Мера
form-motion-on-case-length = На сколько? До 30 дней, например «14д».
form-motion-on-case-length-name = Срок
form-motion-on-case-safety = Это вопрос безопасности других? Тогда апелляция не приостановит решение.
form-motion-on-case-safety-name = Безопасность
form-motion-on-case-text = Формулировка и причина. Они войдут в протокол, и их увидит тот, кого они касаются.
form-motion-on-case-text-name = Текст
form-motion-on-case-secret = Голосование тайное?
form-motion-on-case-secret-name = Тайное
form-segment-open-title-of-form = Открыть сегмент
form-segment-open-segment = Какой сегмент открыть?
form-segment-open-segment-name = Сегмент
form-segment-open-until = До какого дня?
form-segment-open-until-name = До
form-segment-open-to = Кому открыть?
form-segment-open-to-name = Кому
form-segment-open-text = Для какой задачи? Текст войдёт в протокол.
form-segment-open-text-name = Для чего
form-segment-close-title-of-form = Закрыть сегмент
form-segment-close-segment = Какой сегмент закрыть для тех, кому он был открыт?
form-segment-close-segment-name = Сегмент
form-segment-close-text = Почему? Текст войдёт в протокол.
form-segment-close-text-name = Почему

appeal-none = { $you ->
    [ty] Обжаловать нечего: апелляцию подают в течение { $days } рабочих дней и один раз на каждое решение.
   *[vy] Обжаловать нечего: апелляцию подают в течение { $days } рабочих дней и один раз на каждое решение.
    }
appeal-which = { $you ->
    [ty] Какое решение ты хочешь обжаловать?
   *[vy] Какое решение вы хотите обжаловать?
    }
appeal-filed = { $you ->
    [ty] Апелляция подана. Её рассмотрит Совет с другим докладчиком, ответ придёт не позже { DATE($until) }, { TIME($until) }.
   *[vy] Апелляция подана. Её рассмотрит Совет с другим докладчиком, ответ придёт не позже { DATE($until) }, { TIME($until) }.
    }
appeal-paused = До ответа решение приостановлено.
appeal-refused = { $you ->
    [ty] Совет рассмотрел апелляцию и оставил решение в силе. Дальше можно обратиться в комиссию по урегулированию споров, к директору или в суд.
   *[vy] Совет рассмотрел апелляцию и оставил решение в силе. Дальше можно обратиться в комиссию по урегулированию споров, к директору или в суд.
    }
appeal-rapporteur = Вы докладчик по апелляции: { $name }. Голосование закончится { MOMENT($until) }, сами вы не голосуете.
form-appeal-begin-title-of-form = Апелляция
form-appeal-begin-text = С чем нет согласия и почему? Эти слова прочитает Совет.
form-appeal-begin-text-name = Доводы

contract-list = <b>Договоры о партнёрстве</b>
contract-list-none = Договоров пока нет.
contract-add = Новый договор
contract-all = Все договоры
contract-open = Открыть договор
contract-line = { $organisation }, { $over ->
        [yes] закончился
       *[no] до { DATE($until, style: "digits") }
    }
contract-card = <b>{ $organisation }</b>, договор № { $number }, { $over ->
        [yes] закончился
       *[no] до { DATE($until, style: "full") }
    }
contract-made = Договор записан: { $organisation }, до { DATE($until, style: "full") }.
contract-code = • { $name }: <b>{ $code }</b>
contract-codes = По этим кодам люди партнёра входят в бот. Каждый код действует { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
    } и один раз.
contract-prolong = Продлить
contract-end = Прекратить
contract-end-yes = Да, прекратить
contract-end-sure = Прекратить договор: { $organisation }? Людей: { $count }. С этой минуты они нерезиденты.
contract-ending = { $over ->
    [yes] Договор закончился
   *[no] Договор скоро закончится
    }: { $organisation }, { $number }, последний день — { $until }. Людей: { $count }.{ $over ->
        [yes] {""}
       *[no] {" "}На следующий день доступ закроется сам.
    }
contract-no-organisation = организация не указана
contract-with-number = № { $number }
contract-no-number = без номера
form-contract-new-title-of-form = Новый договор
form-contract-new-organisation = Как называется организация?
form-contract-new-organisation-name = Организация
form-contract-new-number = Номер договора?
form-contract-new-number-name = Номер
form-contract-new-until = До какого дня он действует?
form-contract-new-until-name = До
form-contract-new-people = Кто от организации? Фамилия, имя, отчество, каждый с новой строки.
form-contract-new-people-name = Люди
form-contract-prolong-title-of-form = Продление договора
form-contract-prolong-until = До какого дня продлить?
form-contract-prolong-until-name = До

protocol-which = В каком виде?
protocol-made = Протокол № { $number }.
protocol-title = Протокол № { $number } заседания Совета Коворкинга
protocol-date = { DATE($at, style: "full") }
protocol-form = Форма:
protocol-form-said = заочное голосование в боте, с { DATE($since) }, { TIME($since) } до { DATE($until) }, { TIME($until) }
protocol-list = Состав Совета с правом голоса:
protocol-list-said = { $size }: { $names }
protocol-quorum = Кворум:
protocol-quorum-said = нужно { $needed }, участвовали { $voted }
protocol-barred = Не голосовали из-за личной заинтересованности:
protocol-barred-said = { $name } ({ $why ->
        [self] вопрос о нём самом
        [relative] родственник
        [rapporteur] докладчик по апелляции
       *[author] автор обжалуемого решения
    })
protocol-nobody = никто
protocol-agenda = Повестка:
protocol-question = { $kind ->
    [confirm] подтверждение временного отстранения: { $name }
    [suspend] временное отстранение: { $name }
    [remove] удаление навсегда: { $name }
    [appeal] апелляция: { $name }
    [open] открытие сегмента { $segment }
    [close] закрытие сегмента { $segment }
   *[general] вопрос Совета
    }
protocol-rapporteur = Докладчик:
protocol-heard = Слушали:
protocol-votes = Голосовали:
protocol-votes-said = за — { $yes }, против — { $no }, воздержались — { $abstained }; голосование { $secret ->
        [yes] тайное
       *[no] поимённое
    }
protocol-by-name = Поимённо:
protocol-vote-said = { $name } — { $choice ->
        [yes] за
        [no] против
       *[abstain] воздержался(-лась)
    }
protocol-decided = Решили:
protocol-decision = { $result ->
    [passed] { $kind ->
        [confirm] отстранение подтвердить: { $name }.
        [suspend] отстранить: { $name }.
        [remove] удалить навсегда: { $name }.
        [appeal] апелляцию удовлетворить, решение отменить: { $name }.
        [open] открыть сегмент { $segment }.
        [close] закрыть сегмент { $segment }.
       *[general] предложение принять.
    }
    [failed] предложение не принято.
   *[no-quorum] решение не принято: нет кворума.
    }
protocol-until = Срок: до { DATE($until) }, { TIME($until) }.
protocol-executor = Исполнитель:
protocol-executor-said = бот Коворкинга, немедленно; контроль — Председатель Совета
protocol-appeal = Обжалование:
protocol-appeal-said = в Совет до { DATE($until) }, { TIME($until) }, затем в комиссию по урегулированию споров
protocol-signed = Подписи:
protocol-signed-said = Председатель { $chair } ____________
    Секретарь { $secretary } ____________

refusal-not-council = Это делают члены Совета.
refusal-minor-file = Дело несовершеннолетнего члены Совета из числа обучающихся не ведут: видна только суть.
refusal-case = Такого дела нет.
refusal-motion = Такого голосования нет.
refusal-motion-interest = В этом вопросе вы не голосуете: он касается вас или близких, либо вы докладчик.
refusal-motion-over = Голосование уже закончилось.
refusal-motion-voted = Ваш голос уже принят.
refusal-protocol = Протокола ещё нет: голосование идёт.
refusal-appeal-filed = Апелляция на это решение уже подана.
refusal-appeal-late = Срок апелляции прошёл: её подают в течение { $days ->
    [one] { $days } рабочего дня
   *[other] { $days } рабочих дней
    }.
refusal-date-past = Этот день уже прошёл.
refusal-contract = Такого договора нет.
refusal-contract-over = Договор уже закончился.
refusal-contract-people = Нужно от одного до { $max } человек, каждый с новой строки.
refusal-contract-person = Нужны хотя бы фамилия и имя: «{ $name }».
