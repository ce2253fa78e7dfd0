### Согласия: списки для лицея, бумажные согласия, «Мои согласия».

consent-purpose = { $purpose ->
    [notices] Сообщения родителям
    [events] Мероприятия
    [council] Дела Совета
    [psychologist] Психолог
   *[publication] Публикация работ
    }

command-consents = Согласия | согласия класса | кто подписал
consents-which = Согласия какого класса?
consents-class = { $grade } класс
consents-of-class = <b>Согласия, { $grade }</b>. У скольких учеников есть все нужные подписи:
consents-purpose = { $purpose ->
        [notices] Сообщения родителям
        [events] Мероприятия
        [council] Дела Совета
        [psychologist] Психолог
       *[publication] Публикация работ
    }: { $complete } из { $count }
consents-wanting = <b>{ $grade }, { $purpose ->
        [notices] сообщения родителям
        [events] мероприятия
        [council] дела Совета
        [psychologist] психолог
       *[publication] публикация работ
    }</b>. { $count ->
        [0] Все подписи есть.
        [one] Не хватает подписей у { $count } ученика.
       *[other] Не хватает подписей у { $count } учеников.
    }
consents-pupil-line = { $missing ->
    [both] { $name } — нет подписи представителя и ученика
    [representative] { $name } — нет подписи представителя
    [self] { $name } — нет подписи ученика
   *[none] { $name } — есть
    }
consents-back = К согласиям класса
consents-table = Выгрузить таблицу
consents-pupil = <b>{ $name }</b>
consents-pupil-purpose = • { $purpose ->
        [notices] Сообщения родителям
        [events] Мероприятия
        [council] Дела Совета
        [psychologist] Психолог
       *[publication] Публикация работ
    } — { $missing ->
        [both] нет подписи представителя и ученика
        [representative] нет подписи представителя
        [self] нет подписи ученика
       *[none] есть
    }
consents-past = Что подписано:
consents-line = • { $purpose ->
        [notices] Сообщения родителям
        [events] Мероприятия
        [council] Дела Совета
        [psychologist] Психолог
       *[publication] Публикация работ
    }{ $narrow ->
        [yes] {" "}(одно событие)
       *[no] {""}
    }: { $name }, { $way ->
        [chat] в боте
        [paper] на бумаге, № { $reference }
       *[gosuslugi] в Госуслугах, № { $reference }
    }, { DATE($at, style: "full") }{ $state ->
        [withdrawn] , отозвано
       *[given] {""}
    }
consents-other = другой представитель
consents-enter = Внести бумажное согласие
consents-way = { $way ->
    [paper] На бумаге
   *[gosuslugi] В Госуслугах
    }
consents-paper-text = Согласие на обработку персональных данных по бланку лицея. Цель: { $purpose ->
    [notices] сообщения родителям
    [events] участие в мероприятиях
    [council] рассмотрение дел Советом
    [psychologist] психологическая помощь
   *[publication] публикация работ
    }.
consents-entered = Записано.
consents-file = Согласия, { $grade }
consents-columns = Класс | Фамилия | Имя
consents-cell = { $missing ->
    [both] нет представителя и ученика
    [representative] нет представителя
    [self] нет ученика
   *[none] есть
    }
consents-table-said = Таблица согласий, { $grade }.

form-consents-enter-title-of-form = Бумажное согласие
form-consents-enter-purpose = На что согласие?
form-consents-enter-purpose-name = Цель
form-consents-enter-signer = Кто подписал?
form-consents-enter-signer-name = Чья подпись
form-consents-enter-way = Как оно дано?
form-consents-enter-way-name = Способ
form-consents-enter-reference = Номер или дата бланка, чтобы его можно было найти.
form-consents-enter-reference-name = Бланк
form-consents-enter-until = До какого дня действует? Можно пропустить: тогда до отзыва.
form-consents-enter-until-name = Действует до

command-my-consents = Мои согласия | согласие | отозвать согласие
own-consents = { $count ->
    [0] { $you ->
        [ty] Действующих согласий у тебя нет.
       *[vy] Действующих согласий у вас нет.
        }
   *[other] { $you ->
        [ty] Твои согласия. Любое можно отозвать.
       *[vy] Ваши согласия и согласия за детей. Любое можно отозвать.
        }
    }
own-consents-line = { $purpose ->
        [notices] Сообщения родителям
        [events] Мероприятия
        [council] Дела Совета
        [psychologist] Психолог
       *[publication] Публикация работ
    }: { $name }. Подпись: { $signer }, { DATE($at) }{ $state ->
        [withdrawn] {" "}(отозвано)
       *[given] {""}
    }
own-consent = <b>{ $purpose ->
        [notices] Сообщения родителям
        [events] Мероприятия
        [council] Дела Совета
        [psychologist] Психолог
       *[publication] Публикация работ
    }</b>: { $name }
own-consent-signed = Подпись: { $name }, { $way ->
        [chat] в боте
        [paper] на бумаге
       *[gosuslugi] в Госуслугах
    }, { DATE($at, style: "full") }
own-consent-until = Действует до { DATE($until, style: "full") }
own-consent-withdrawn = Отозвано { DATE($at, style: "full") }
own-consent-withdraw = Отозвать
own-consent-sure = { $you ->
    [ty] Отозвать согласие ({ $name })? То, на что оно дано, прекратится.
   *[vy] Отозвать согласие ({ $name })? То, на что оно дано, прекратится в течение дня, а данные, собранные только для этого, будут стёрты.
    } { $purpose ->
        [events] Тот, кто собирал согласия, увидит, что оно отозвано.
       *[other] {""}
    }
own-consent-yes = Да, отозвать
own-consent-no = Оставить

class-table-file = { $which ->
    [class] Проекты, { $grade }
   *[all] Проекты по классам
    }
class-table-columns = Класс | Фамилия | Имя | Проект | Руководитель | Этап | Состояние | Срок | Просрочено дней
class-table-none = нет проекта
class-table-said = { $count ->
    [one] Таблица: { $count } ученик.
    [few] Таблица: { $count } ученика.
   *[many] Таблица: { $count } учеников.
    }
class-table-button = Выгрузить таблицу
