### Отказы: почему действие не сделано. Имена после «refusal-» заданы в коде.

refusal-project = Такого проекта здесь нет.
refusal-stage = Такого этапа здесь нет.
refusal-item = Такого пункта здесь нет.
refusal-artefact = Этого файла здесь уже нет.
refusal-artefact-removed = Этот файл уже убран.
refusal-review = Такой проверки здесь нет.
refusal-submission = Такой работы здесь нет.
refusal-offer = Такого предложения здесь нет.
refusal-request = Такой просьбы здесь нет.
refusal-invitation = Такого приглашения здесь нет.
refusal-remark = Такого замечания здесь нет.
refusal-pupil = Такого ученика здесь нет.
refusal-supervisor = Такого руководителя здесь нет.

refusal-segment = Этот раздел коворкинга открыт не всем. Если он нужен, спросите координатора.
refusal-not-member = Это делают участники проекта.
refusal-not-supervisor = Это делает руководитель проекта.
refusal-not-reviewer = Эту работу проверяет другой человек.
refusal-staff-item = Этот пункт отмечает комиссия или руководитель.

refusal-offer-answered = На это предложение уже ответили.
refusal-offer-open = Предложение уже отправлено, ждём ответа.
refusal-stage-submitted = Этап «{ $title }» уже на проверке.
refusal-stage-accepted = Этап «{ $title }» уже принят.
refusal-review-done = Решение уже вынесено.
refusal-extension-open = Просьба о переносе срока уже отправлена.
refusal-extension-decided = На эту просьбу уже ответили.
refusal-already-member = Этот человек уже в команде.
refusal-already-invited = Приглашение уже отправлено.
refusal-invitation-answered = На это приглашение уже ответили.
refusal-leave-open = Просьба уже отправлена.
refusal-leave-decided = На эту просьбу уже ответили.
refusal-same-supervisor = Этот человек и так руководит проектом.
refusal-supervisor-set = У проекта уже есть руководитель.
refusal-project-archived = Проект уже в архиве.

refusal-supervisor-full = { $name } уже ведёт { $limit ->
    [one] { $limit } проект
    [few] { $limit } проекта
   *[many] { $limit } проектов
    } — больше нельзя.
refusal-text-empty = Здесь нужен текст.
refusal-text-long = Слишком длинно: { $length } при { $limit ->
    [one] { $limit } возможном знаке.
   *[other] { $limit } возможных знаках.
    }
refusal-type-unknown = Такого типа проектов нет.
refusal-kind-unknown = Такого вида проектов нет.
refusal-template-unknown = Такого плана нет.
refusal-url-bad = Это не похоже на ссылку: она начинается с http:// или https:// и не содержит пробелов.
refusal-file-missing = Этого файла у меня нет. Его нужно прислать ещё раз.
refusal-artefacts-many = Приложить можно не больше { $limit ->
    [one] { $limit } файла.
   *[other] { $limit } файлов.
    }
refusal-stage-not-current = Сейчас идёт другой этап: «{ $title }».
refusal-items-missing = Сдать пока нельзя. Не отмечено:
refusal-no-supervisor = У проекта пока нет руководителя: этап некому проверить. Координатор поможет его найти.
refusal-remarks-needed = Без замечаний вернуть нельзя: ученик должен знать, что исправить.
refusal-remarks-many = Слишком много замечаний за один раз: можно не больше { $limit }.
refusal-days-range = Перенести можно на срок от 1 до { $max ->
    [one] { $max } дня.
   *[other] { $max } дней.
    }
refusal-team-full = Команда полна: не больше { $max ->
    [one] { $max } человека.
   *[other] { $max } человек.
    }
refusal-team-small = Для коллективного проекта нужна команда: хотя бы { $min ->
    [one] { $min } человек.
    [few] { $min } человека.
   *[many] { $min } человек.
    }
refusal-not-collective = Это индивидуальный проект: команды в нём нет.
refusal-not-last-accepted = Вернуть можно только последний принятый этап — «{ $title }».
refusal-title-fixed = Тема уже утверждена. Изменить её может координатор.
refusal-project-closed = Проект завершён или в архиве: менять его нельзя.
refusal-last-member = Последний участник выйти не может. Если проект не нужен, скажи координатору.
refusal-nothing-changed = Ничего не изменилось.
refusal-project-changed = За это время в проекте кое-что изменилось:

change-item-tick = • { $by }: отмечено «{ $thing }»
change-item-untick = • { $by }: снята отметка «{ $thing }»
change-artefact-attach = • { $by }: приложено «{ $thing }»
change-artefact-detach = • { $by }: убрано «{ $thing }»
change-remark-tick = • { $by }: исправлено замечание «{ $thing }»
change-remark-untick = • { $by }: снова не исправлено «{ $thing }»
change-stage-submit = • { $by }: этап «{ $thing }» отправлен на проверку
change-stage-approve = • { $by }: этап «{ $thing }» одобрен
change-stage-accept = • { $by }: этап «{ $thing }» принят
change-stage-return = • { $by }: этап «{ $thing }» возвращён
change-stage-reopen = • { $by }: этап «{ $thing }» снова открыт
change-project-create = • { $by }: проект создан
change-project-edit = • { $by }: изменено описание проекта
change-project-hand-over = • { $by }: у проекта новый руководитель
change-project-orphan = • { $by }: руководитель ушёл
change-project-archive = • { $by }: проект в архиве
change-offer-make = • { $by }: предложение руководителю отправлено
change-offer-accept = • { $by }: руководитель согласился
change-offer-decline = • { $by }: руководитель отказался
change-offer-expire = • Предложение вернулось без ответа
change-offer-withdraw = • { $by }: предложение отозвано
change-extension-ask = • { $by }: попросили перенести срок
change-extension-grant = • { $by }: срок перенесён
change-extension-refuse = • { $by }: срок оставлен прежним
change-team-join = • { $by }: новый участник команды
change-team-role = • { $by }: изменилась роль в команде
change-team-contribution = • { $by }: записан вклад
change-leave-grant = • { $by }: участник вышел из команды
change-leave-refuse = • { $by }: участник остаётся в команде

refusal-chat-code = Такого кода у меня нет: он действует один раз и два часа, и написать его должен тот, кто его получил.
refusal-chat-tie = Этот чат ни к чему не привязан.
refusal-chat-not-yours = Отвязать чат может тот, кто его ведёт, или координатор.
refusal-grade = В вашей записи не указан класс. Скажите координатору.

refusal-consent = Такого согласия здесь нет.
refusal-consent-by-parent = Это согласие за тебя дали родители. Если оно больше не нужно, попроси их его отозвать.
refusal-consent-withdrawn = Это согласие уже отозвано.
refusal-consent-on-paper = Такое согласие подписывают на бумаге или в Госуслугах: кнопки в чате для него мало.
refusal-not-your-child = Это можно сделать только за своего ребёнка.
refusal-not-your-class = Это можно сделать только для своего класса.

refusal-child = Такого ребёнка здесь нет.
refusal-child-restricted = Доступ к сведениям о ребёнке ограничен. Обратитесь в лицей.
refusal-told-from-14 = Это видно ученикам с 14 лет. Спроси родителей или классного руководителя.
refusal-always-told = Об этом сообщаю всегда: это нельзя выключить.
refusal-digest-hour = Дайджест можно получать с { $first }:00 до { $last }:00.
refusal-weekday = Такого дня здесь нет.
refusal-question = Такого вопроса здесь нет.
refusal-question-child = Доступ к сведениям о ребёнке ограничен. Обратитесь в лицей.
refusal-question-nobody = Здесь на это некому ответить. Напишите, пожалуйста, на имя директора или придите на приём.
refusal-question-route = Жалобу принимает администрация: выберите её в списке, кому задать вопрос.
refusal-question-not-yours = Это делает тот, кто отвечает на вопрос, или тот, кто его задал.
refusal-question-take-first = На этот вопрос отвечает другой человек. Чтобы ответить, нажмите «Взять себе».
refusal-question-taken = На этот вопрос теперь отвечает { $name }.
refusal-question-colleague = Этому человеку вопрос передать нельзя.
refusal-question-yours = На этот вопрос и так отвечаете вы.
refusal-question-closed = Вопрос закрыт.
refusal-question-open = Вопрос ещё открыт: сначала закройте его.
refusal-question-marked = Отметка уже есть.
refusal-question-unanswered = На этот вопрос ещё не ответили.
refusal-question-not-shared = Ответ на жалобу другим не показывают.
refusal-faq = Такого вопроса в списке нет.
refusal-faq-hidden = Этот ответ уже скрыт.
refusal-faq-shown = Этот ответ и так виден всем.
refusal-faq-names = В тексте есть имя или фамилия из этого вопроса. Напишите так, чтобы подошло всем.
refusal-question-no-child = В вашем кабинете пока нет ребёнка. Пришлите код, который выдал классный руководитель, и вопрос можно будет задать.
refusal-announcement = Такого объявления здесь нет.
refusal-announcement-scope = Таким получателям писать нельзя.
refusal-announcement-circle = Этим людям пишут другие: классу — его классный руководитель, проекту — его руководитель, всем — координатор.
refusal-announcement-safety = Объявления «Важно для безопасности» отправляют координатор и администратор.
refusal-announcement-purpose = Непонятно, на что согласие. Начните объявление заново.
refusal-announcement-purpose-wide = Такое согласие собирают координатор и администратор; согласие на событие можете собрать вы.
refusal-announcement-others = Это объявление отправлял другой человек: менять и отзывать его может только он.
refusal-announcement-nobody = Писать некому: подходящих получателей нет.
refusal-announcement-past = Этот срок уже прошёл. Укажите время в будущем.
refusal-announcement-choices = Ответов должно быть от { $least } до { $most }, и все разные.
refusal-announcement-choice = Такого ответа в этом объявлении нет.
refusal-announcement-sent = Это объявление уже отправлено.
refusal-announcement-withdrawn = Объявление уже отозвано.
refusal-announcement-left = Объявление уже ушло, отозвать его нельзя.
refusal-announcement-not-left = Это объявление ещё не ушло или ответа не ждёт.
refusal-announcement-agreed = На этот текст уже соглашаются, менять его нельзя. Если он неверен, отправьте новое объявление.
refusal-announcement-over = Срок ответа прошёл: { MOMENT($until) }.
refusal-announcement-reminded = Напоминали недавно. Снова можно { MOMENT($at) }.
refusal-announcement-all-answered = Напоминать некому: ответили все, до кого объявление дошло.

refusal-consultation = Такой консультации здесь нет.
refusal-consultation-open = Ваша консультация в этом чате уже идёт. Сначала завершите её.
refusal-consultation-closed = Эта консультация уже закончилась.
refusal-consultation-not-yours = Это делает тот, кто ведёт консультацию.
refusal-consultation-own = Вы ведёте эту консультацию.
refusal-consultation-full = Очередь полна: { $most } человек.
refusal-consultation-not-in-line = Места в этой очереди уже нет.
refusal-consultation-nobody-called = Сейчас никто не вызван.
refusal-consultation-moved-on = Очередь уже продвинулась, карточка сейчас обновится.
refusal-consultation-question = Такого вопроса здесь нет.
refusal-consultation-question-stands = Этот вопрос уже передан.
refusal-consultation-voice-given = Этот голос уже учтён.
refusal-consultation-many-questions = Больше { $most } вопросов к одной консультации не принимаю.
refusal-slot = Такого времени здесь нет.
refusal-slot-booking = Такой записи здесь нет.
refusal-slot-booking-over = Этой записи уже нет.
refusal-slot-booked-already = Запись на это время уже есть.
refusal-slot-cancelled = Это время уже не предлагается.
refusal-slot-over-already = Это время уже прошло.
refusal-slot-over = На { MOMENT($at, style: "short") } у вас уже есть окно.
refusal-slot-length = Окно — от 5 минут до 3 часов.
refusal-slot-places = Мест в одном окне — от 1 до { $most }.
refusal-slot-weeks = Повторить можно на срок до { $most } недель.
refusal-slot-past = Это время уже прошло.
refusal-slot-window = Окна заканчиваются в тот же день, позже начала, и хотя бы одно должно поместиться.
refusal-slot-late = Окна заканчиваются не позже { $until }.
refusal-slot-many = За один раз — не больше { $most } окон в день.
refusal-slot-own = Это ваше собственное окно.
refusal-slot-full = На это время мест уже нет. Выберите другое.
refusal-slot-most = Больше { $most } записей вперёд не принимаю.
refusal-slot-double = На { MOMENT($at, style: "short") } уже есть другая запись на консультацию.
refusal-slot-clash = В это время есть событие, проверьте ещё раз.

refusal-exhibition = Такой выставки здесь нет.
refusal-exhibition-before = Выставка откроется { MOMENT($starts) }.
refusal-exhibition-over = Выставка закончилась { MOMENT($ended) }.
refusal-exhibition-empty = На выставке пока нет работ.
refusal-exhibition-not-keeper = Это делают ведущие выставки.
refusal-exhibit = Такой работы на выставке нет.
refusal-exhibit-begun = Этот проект уже есть на выставке.
refusal-exhibit-sent = Работа уже отправлена. Чтобы её изменить, её нужно снять и подать заново.
refusal-exhibit-no-picture = Нужна хотя бы одна картинка.
refusal-exhibit-pictures-many = Картинок может быть не больше { $most }.
refusal-exhibit-not-picture = Это не картинка. Подойдёт фотография или рисунок, присланные как фото.
refusal-exhibit-own = О своей работе решает кто-то другой.
refusal-exhibit-own-like = Свою работу отметить нельзя.
refusal-exhibit-own-question = Это вопрос себе: работа своя.
refusal-exhibit-decided = По этой работе уже решили.
refusal-exhibit-agreed = Это согласие уже дано или больше не нужно.
refusal-exhibit-silenced = Пока действует мера Совета, вопросы задавать нельзя.
refusal-exhibit-question = Такого вопроса здесь нет.
refusal-exhibit-question-decided = По этому вопросу уже решили.
refusal-exhibit-questions-many = Об одной работе можно задать не больше { $most } вопросов.
refusal-exhibit-answered = Ответ уже отправлен.
refusal-words-insult = Так мы не разговариваем: в тексте есть грубое слово. Его можно сказать иначе.
refusal-words-link = Такую ссылку я не передам.
