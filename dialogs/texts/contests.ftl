### Хакатон и кейс-турнир: команды, кейсы, работы, жюри, итоги. Ученикам — «ты», взрослым — «вы».

contest-back = К конкурсу
contest-title = <b>«{ $title }»: команды и задания</b>
contest-size = В команде от { $least } до { $most } человек.
contest-deadline = { $state ->
    [scored] Жюри закончило работу.
    [closed] Приём работ закончен { MOMENT($until) }.
    [open] Работы принимаются до { TIME($until) } ({ DATE($until) }).
   *[early] Работы сдаются с { TIME($starts) } ({ DATE($starts) }) до { TIME($until) } ({ DATE($until) }).
    }
contest-outside = { $you ->
    [ty] Чтобы быть в команде, сначала запишись на событие в его карточке.
   *[vy] Чтобы участвовать в команде, сначала запишитесь на событие в его карточке.
    }
contest-no-team = { $you ->
    [ty] Команды у тебя пока нет. Создай свою, вступи по коду друзей или нажми «Ищу команду» — ведущий поможет.
   *[vy] Команды у вас пока нет. Создайте свою, вступите по коду или нажмите «Ищу команду» — ведущий поможет.
    }
contest-looking = { $you ->
    [ty] Ты в списке тех, кто ищет команду. Ведущий видит его; как только команда найдётся, я напишу.
   *[vy] Вы в списке тех, кто ищет команду. Ведущий видит его; как только команда найдётся, я напишу.
    }
contest-own-team = { $you ->
    [ty] Твоя команда: <b>«{ $title }»</b>
   *[vy] Ваша команда: <b>«{ $title }»</b>
    }, { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[many] { $count } человек
    }.
contest-small = Пока в ней мало людей: нужно хотя бы { $least }.
contest-own-case = Кейс: «{ $title }»
contest-case-wanted = Кейс ещё не выбран: его выбирает капитан.
contest-own-work = Сдано: «{ $title }», { MOMENT($at, style: "short") }.
contest-no-work = Работа ещё не сдана.
contest-own-result = { $you ->
    [ty] Ваше место — <b>{ $place }</b>, балл { $mean } из { $best }. Спасибо за работу!
   *[vy] Место вашей команды — <b>{ $place }</b>, балл { $mean } из { $best }. Спасибо за работу!
    }
contest-own-unjudged = { $you ->
    [ty] Жюри не поставило вашей команде оценок. Спасибо за участие!
   *[vy] Жюри не поставило вашей команде оценок. Спасибо за участие!
    }
contest-winners = <b>Победители</b>
contest-winner = { $place } место — «{ $title }», { $mean }
contest-best = Балл — среднее по листам жюри, наибольший { $best }.

contest-make = Создать команду
contest-by-code = Вступить по коду
contest-look = { $on ->
    [1] Ищу команду
   *[0] Больше не ищу команду
    }
contest-team-button = Команда
contest-cases-button = Кейсы
contest-hand-in = Сдать работу
contest-work-button = Работа
contest-judge = Работы для жюри
contest-manage = Управление

contest-manage-head = <b>«{ $title }»: управление</b>
contest-manage-teams = Команды: { $teams }{ $small ->
        [0] {""}
       *[other] , из них неполных: { $small }
    }
contest-manage-looking = Ищут команду: { $looking }
contest-manage-cases = Кейсы: { $cases }{ $cases ->
        [0] {""}
       *[other] { $dealt ->
            [yes] , розданы
           *[no] , будут розданы всем сразу в начале события
        }
    }
contest-manage-works = Сдали работу: { $handed } из { $teams }
contest-manage-jury = Жюри: { $jury }{ $waiting ->
        [0] {""}
       *[other] , не заполнено листов: { $waiting }
    }
contest-teams-button = Команды
contest-jury-button = Жюри
contest-deadline-button = Срок сдачи
contest-results-button = Итоги жюри
contest-protocol = Протокол жюри
contest-step = { $which ->
    [deal] Раздать кейсы
    [stop] Закончить приём
    [close] Закрыть оценивание
    [reopen] Вернуть оценивание
   *[publish] Объявить результаты
    }
contest-sure = { $which ->
    [deal] Все записанные получат кейсы прямо сейчас. После этого изменить кейсы нельзя.
    [stop] Сейчас { $handed ->
            [0] не сдано ни одной работы
            [one] сдана { $handed } работа
            [few] сданы { $handed } работы
           *[many] сдано { $handed } работ
        }. Больше работ я не приму, пока вы не назначите новый срок.
    [close] { $waiting ->
            [0] Все листы заполнены.
           *[other] Не заполнено листов: { $waiting }. Неполные листы не считаются.
        } После закрытия жюри не сможет менять оценки, места посчитаются.
    [reopen] Жюри снова сможет менять оценки, места посчитаются заново.
   *[publish] Каждая команда узнает свой результат, все — первые три места. Изменить итоги после этого нельзя.
    }
contest-deadline-set = Новый срок: { MOMENT($until, style: "plain") }. Участники узнают о нём.
contest-deadline-note = <b>«{ $title }»:</b> работы принимаются до { TIME($until) } ({ DATE($until) }).
contest-stopped = Приём работ закончен. Все участники узнают об этом.
contest-stopped-note = <b>«{ $title }»:</b> ведущий закончил приём работ.

contest-made = { $you ->
    [ty] Команда «{ $title }» создана, ты её капитан. Нажми «Позвать по коду» и перешли код друзьям.
   *[vy] Команда «{ $title }» создана, вы её капитан. Нажмите «Позвать по коду» и перешлите код.
    }
contest-team-head = <b>Команда «{ $title }»</b>
contest-member = • { $name }{ $captain ->
        [yes] , капитан
       *[no] {""}
    }
contest-team-note = { $small ->
    [yes] Людей меньше, чем нужно.
   *[no] Команда в сборе.
    }
contest-code = Позвать по коду
contest-leave = Выйти из команды
contest-rename = Переименовать
contest-captain = Передать капитанство
contest-code-made = Код команды «{ $title }»: <b>{ $code }</b>
    { $you ->
        [ty] Перешли его тем, кого зовёшь: пусть пришлют код этому боту. Он действует до { TIME($until) } ({ DATE($until) }), новый код заменит его.
       *[vy] Перешлите его тем, кого зовёте: пусть пришлют код этому боту. Он действует до { TIME($until) } ({ DATE($until) }), новый код заменит его.
    }
contest-joined = { $you ->
    [ty] Готово, ты в команде «{ $title }»!
   *[vy] Готово, вы в команде «{ $title }».
    }
contest-sure-leave = { $you ->
    [ty] Выйти из команды «{ $title }»? Сданная работа останется у команды.
   *[vy] Выйти из команды «{ $title }»? Сданная работа останется у команды.
    }
contest-left = { $you ->
    [ty] Готово: ты больше не в команде «{ $title }».
   *[vy] Готово: вы больше не в команде «{ $title }».
    }
contest-renamed = Теперь команда называется «{ $title }».
contest-came = { $name } теперь в команде «{ $title }».
contest-went = { $name } больше не в команде «{ $title }».
contest-was-put = { $you ->
    [ty] Команда нашлась: «{ $title }», ты уже в ней.
   *[vy] Команда нашлась: «{ $title }», вы уже в ней.
    }
contest-renamed-note = Команда теперь называется «{ $title }». Изменение: { $name }.
contest-captain-note = Капитан команды «{ $title }» теперь { $name }.
contest-remove = Убрать из команды
contest-dissolve = Распустить
contest-removed = Готово: в команде «{ $title }» этого человека больше нет, причина ему отправлена. Прежний код команды не действует.
contest-dissolved-done = Команда «{ $title }» распущена, причину узнают все, кто в ней был.
contest-removed-note = { $you ->
    [ty] «{ $event }»: ты больше не в команде «{ $title }». Решение ведущего ({ $name }). Причина: { $reason }
   *[vy] «{ $event }»: вы больше не в команде «{ $title }». Решение ведущего ({ $name }). Причина: { $reason }
    }
contest-dissolved = { $you ->
    [ty] «{ $event }»: твоя команда «{ $title }» распущена. Решение ведущего ({ $name }). Причина: { $reason }
   *[vy] «{ $event }»: ваша команда «{ $title }» распущена. Решение ведущего ({ $name }). Причина: { $reason }
    }

contest-teams-head = <b>Команды: { $count }</b>
contest-teams-looking = Ищут команду: { $names }
contest-teams-line = { $title }: { $count ->
        [one] { $count } человек
        [few] { $count } человека
       *[many] { $count } человек
    }{ $small ->
        [yes] , не хватает людей
       *[no] {""}
    }
contest-put = Найти команду
contest-put-done = Готово: в команде «{ $title }» новый участник. Обе стороны узнают об этом.

contest-cases = { $count ->
    [0] Кейсов { $dealt ->
        [yes] нет.
       *[no] пока нет. Все получат их одновременно.
    }
   *[other] <b>Кейсы: { $count }</b>{ $dealt ->
        [yes] {""}
       *[no] . Участники их пока не видят.
    }
    }
contest-case-add = Добавить кейс
contest-case-out = Убрать кейс
contest-choose = Взять этот кейс
contest-case = <b>{ $title }</b>
    { $text }
contest-link = Ссылка: { $url }
contest-case-added = Кейс «{ $title }» добавлен. До раздачи его видят только ведущие.
contest-case-gone = Кейс «{ $title }» убран.
contest-dealt = Кейсы розданы: все записанные получили их сейчас.
contest-dealt-head = <b>«{ $title }»: { $count ->
        [one] вот кейс
       *[other] вот кейсы
    }</b>
contest-chosen = Кейс команды: «{ $title }».
contest-chosen-note = { $name } выбирает для команды кейс «{ $title }».

contest-handed-in = { $you ->
    [ty] Принято: «{ $title }», версия { $version }. До { TIME($until) } ({ DATE($until) }) можно сдать ещё раз — считается последняя версия.
   *[vy] Принято: «{ $title }», версия { $version }. До { TIME($until) } ({ DATE($until) }) можно сдать ещё раз — считается последняя версия.
    }
contest-handed-in-note = Работа команды сдана: «{ $title }», версия { $version }. Сдаёт { $name }.
contest-no-work-yet = Эта команда ещё ничего не сдала.
contest-work = <b>«{ $title }»</b>, команда «{ $team }»
contest-work-text = { $text }
contest-work-version = Версия { $version }, { MOMENT($at, style: "short") }
contest-to-sheet = Оценить
contest-versions = Все версии
contest-versions-head = <b>Сдано версий: { $count }</b>
contest-versions-line = { $version }. «{ $title }», { MOMENT($at, style: "short") }, { $name }{ $url ->
        [none] {""}
       *[other] : { $url }
    }
contest-remind = { $you ->
    [ty] «{ $title }»: работы принимаются до { TIME($until) } ({ DATE($until) }), а ваша команда ещё ничего не сдала. Сдай хотя бы то, что готово: до срока работу можно заменить.
   *[vy] «{ $title }»: работы принимаются до { TIME($until) } ({ DATE($until) }), а ваша команда ещё ничего не сдала. Сдайте хотя бы то, что готово: до срока работу можно заменить.
    }
contest-over-hosts = «{ $title }»: приём работ закончен, { $handed ->
        [0] не сдано ни одной
        [one] сдана { $handed } работа
        [few] сданы { $handed } работы
       *[many] сдано { $handed } работ
    }.
contest-over-jury = «{ $title }»: приём закончен, { $handed ->
        [one] вашей оценки ждёт { $handed } работа
        [few] вашей оценки ждут { $handed } работы
       *[many] вашей оценки ждут { $handed } работ
    }.

contest-jury-head = <b>Жюри: { $count }</b>
contest-jury-line = • { $name }: заполнено листов { $done } из { $of }
contest-juror-add = Добавить в жюри
contest-juror-less = Убрать из жюри
contest-juror-whom = Кого убрать из жюри? Оценки этого человека не будут считаться.
contest-juror-named = { $name } теперь в жюри, приглашение отправлено.
contest-juror-gone = { $name } больше не в жюри.
contest-named = { $name } приглашает вас в жюри: «{ $title }», { MOMENT($starts) }. Оценивать можно кнопками, как только команды сдадут работы.
contest-judged-button = Я в жюри
contest-judged = { $count ->
    [0] Сейчас вы не в жюри.
   *[other] <b>Вы в жюри</b>. Открыть — кнопкой или номером.
    }
contest-judge-head = <b>«{ $title }»: работы для жюри</b>
contest-judge-barred = { $interest ->
    [family] «{ $title }»: в команде ваш ребёнок, эту работу оценивают другие.
   *[supervisor] «{ $title }»: вы руководите проектом участника, эту работу оценивают другие.
    }
contest-judge-empty = «{ $title }»: работы пока нет.
contest-judge-line = { $title } — { $state ->
    [none] не оценено
    [newer] сдана новая версия
    [whole] оценено
   *[part] оценено { $marks } из { $of }
    }
contest-sheet-button = К листу
contest-sheet-head = <b>Лист оценок: «{ $title }»</b>
contest-sheet-newer = После ваших оценок команда сдала новую версию: посмотрите, всё ли в силе.
contest-sheet-line = • { $criterion }: { $points ->
    [-1] —
   *[other] { $points }
    }
contest-sheet-total = Всего { $total } из { $best }
contest-sheet-closed = Оценивание закрыто.
contest-criterion = «{ $title }», { $number } из { $of }
    <b>{ $criterion }</b>: от 0 до { $most }{ $points ->
        [-1] {""}
       *[other] . Сейчас { $points }
    }
contest-mark = { $points }

contest-closed = Оценивание закрыто. Итоги пока видят только ведущие и жюри.
contest-reopened = Жюри снова может менять оценки.
contest-published-done = Результаты объявлены.
contest-results-head = <b>Итоги жюри: «{ $title }»</b>{ $published ->
        [yes] {""}
       *[no] . Ещё не объявлены.
    }
contest-results-line = { $place }. «{ $title }» — { $mean }, листов { $sheets } из { $jury }{ $doubtful ->
        [yes] . Оценила меньше половины жюри
       *[no] {""}
    }
contest-results-sheet = • { $name }: { $total }
contest-results-none = — «{ $title }»: оценок нет
contest-published = { $you ->
    [ty] «{ $title }»: итоги! Команда «{ $team }» — <b>{ $place } место</b>, балл { $mean } из { $best }. Спасибо за работу!
   *[vy] «{ $title }»: итоги. Команда «{ $team }» — <b>{ $place } место</b>, балл { $mean } из { $best }. Спасибо за работу!
    }
contest-published-unjudged = { $you ->
    [ty] «{ $title }»: итоги объявлены. Спасибо, что участвуешь!
   *[vy] «{ $title }»: итоги объявлены. Спасибо за участие!
    }

contest-protocol-made = Протокол жюри «{ $title }» — в файле.
contest-doc-title = Протокол жюри: { $title }
contest-doc-when = Событие: { DATE($starts, style: "full") }
contest-doc-hosts = Ведущие: { $names }
contest-doc-jury = Жюри: { $names }
contest-doc-scale = Каждый критерий оценивается от 0 до { $most }. Балл команды — среднее по полным листам; при равном балле место общее.
contest-doc-results = Результаты
contest-doc-places-header = Место | Команда | Состав | Работа | Балл | Листов
contest-doc-criteria = Средние баллы по критериям
contest-doc-team = Команда
contest-doc-sheets = Листы членов жюри
contest-doc-juror = Член жюри
contest-doc-barred = не оценивает
contest-doc-sheets-note = «—»: лист не заполнен до конца и не считается; «не оценивает»: близость к команде.
contest-doc-doubt = «{ $title }»: оценила меньше половины жюри ({ $sheets } из { $jury }).
contest-doc-number = { $value }
contest-doc-signed = Подписи
contest-doc-sign = ____________________ { $name }

form-contest-make-title-of-form = Новая команда
form-contest-make-title = Как называется команда?
form-contest-make-title-name = Название
form-contest-join-title-of-form = Вступить в команду
form-contest-join-code = Какой код у команды? Его присылает тот, кто в ней уже есть.
form-contest-join-code-name = Код
form-contest-rename-title-of-form = Новое название
form-contest-rename-title = Как назвать команду теперь?
form-contest-rename-title-name = Название
form-contest-captain-title-of-form = Новый капитан
form-contest-captain-pupil = Кто будет капитаном?
form-contest-captain-pupil-name = Капитан
form-contest-remove-title-of-form = Убрать из команды
form-contest-remove-pupil = Кого убрать из команды?
form-contest-remove-pupil-name = Кого
form-contest-remove-reason = Почему? Этот человек прочтёт причину вашими словами.
form-contest-remove-reason-name = Причина
form-contest-dissolve-title-of-form = Распустить команду
form-contest-dissolve-reason = Почему? Команда прочтёт причину вашими словами. Сданная работа в итогах участвовать не будет.
form-contest-dissolve-reason-name = Причина
form-contest-put-title-of-form = Найти команду
form-contest-put-pupil = Кому найти команду?
form-contest-put-pupil-name = Кто
form-contest-put-team = В какую команду? Здесь те, где есть место.
form-contest-put-team-name = Команда
form-contest-case-new-title-of-form = Новый кейс
form-contest-case-new-title = Как называется кейс?
form-contest-case-new-title-name = Название
form-contest-case-new-text = В чём задача? Ситуация, данные, ограничения, вопрос к командам.
form-contest-case-new-text-name = Задача
form-contest-case-new-url = Ссылка на материалы? Можно пропустить.
form-contest-case-new-url-name = Ссылка
form-contest-deadline-title-of-form = Срок сдачи работ
form-contest-deadline-until = До какого времени принимать работы? Например: «сегодня в 17:30».
form-contest-deadline-until-name = Срок
form-contest-hand-in-title-of-form = Сдать работу
form-contest-hand-in-title = Как называется работа?
form-contest-hand-in-title-name = Название
form-contest-hand-in-text = Что получилось? Два-три предложения для жюри.
form-contest-hand-in-text-name = О работе
form-contest-hand-in-url = { $you ->
    [ty] Ссылка на работу? Если её нет, пропусти и пришли файл.
   *[vy] Ссылка на работу? Если её нет, пропустите и пришлите файл.
    }
form-contest-hand-in-url-name = Ссылка
form-contest-hand-in-files = { $you ->
    [ty] Пришли файлы или фото, не больше пяти. Если хватит ссылки, пропусти.
   *[vy] Пришлите файлы или фото, не больше пяти. Если хватит ссылки, пропустите.
    }
form-contest-hand-in-files-name = Файлы
form-contest-juror-title-of-form = Новый член жюри
form-contest-juror-juror = Кого пригласить в жюри? Можно набрать фамилию.
form-contest-juror-juror-name = Член жюри

refusal-contest = Здесь нет конкурса.
refusal-contest-team = Такой команды здесь нет.
refusal-contest-case = Такого кейса здесь нет.
refusal-contest-work = Эта команда ещё ничего не сдала.
refusal-contest-juror = В жюри можно позвать сотрудников и партнёров, которых нет в командах.
refusal-contest-pupils = В командах этого события — ученики.
refusal-contest-not-registered = Сначала нужна запись на событие «{ $title }»: она в его карточке.
refusal-contest-consent = Сначала нужно согласие родителя на участие.
refusal-contest-of-jury = Член жюри не бывает в команде.
refusal-contest-not-member = Это делают участники команды.
refusal-contest-not-captain = Это делает капитан команды.
refusal-contest-in-team = Команда уже есть. Чтобы перейти в другую, сначала нужно выйти из своей.
refusal-contest-not-adult = Это делает взрослый лицея среди ведущих события.
refusal-contest-dissolved = Этой команды уже нет.
refusal-contest-not-looking = Этот человек уже не ищет команду.
refusal-contest-title-taken = Такая команда уже есть. Нужно другое название.
refusal-contest-teams-many = Команд не больше { $most }.
refusal-contest-cases-many = Кейсов не больше { $most }.
refusal-contest-no-cases = Сначала нужен хотя бы один кейс.
refusal-contest-dealt = Кейсы уже розданы.
refusal-contest-choose = Сначала капитан выбирает кейс: кнопка «Кейсы».
refusal-contest-early = Работы сдаются после начала: { MOMENT($starts) }.
refusal-contest-late = Приём работ закончен { MOMENT($until) }. Если случилось что-то важное, об этом можно сказать ведущему: срок меняет он.
refusal-contest-closed = Приём работ уже закончен.
refusal-contest-nothing = Нужна ссылка на работу или хотя бы один файл.
refusal-contest-files-many = Файлов не больше { $most }.
refusal-contest-deadline = Срок должен быть в будущем, после начала события и не позже чем через { $days } дней после его конца.
refusal-contest-scored = Жюри закончило работу: менять больше нельзя.
refusal-contest-not-scored = Сначала нужно закрыть оценивание.
refusal-contest-open = Работы ещё принимаются — до { TIME($until) } ({ DATE($until) }). Сначала нужно закончить приём.
refusal-contest-no-marks = Нет ни одного заполненного листа: считать нечего.
refusal-contest-published = Результаты уже объявлены.
refusal-contest-juror-named = Этот человек уже в жюри.
refusal-contest-juror-out = Этого человека в жюри уже нет.
refusal-contest-jury-many = В жюри не больше { $most } человек.
refusal-contest-not-juror = Это делает жюри.
refusal-contest-interest = { $interest ->
    [family] В этой команде ваш ребёнок: её оценивают другие члены жюри.
   *[supervisor] Вы руководите проектом участника этой команды: её оценивают другие члены жюри.
    }
refusal-contest-points = Оценка — от 0 до { $most }.
