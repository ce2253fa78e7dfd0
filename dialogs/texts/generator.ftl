### «Генератор событий»: вопросы, форматы, план по минутам. Открыт всем; нерезидентам — на «вы».

command-generator = Генератор событий | генератор | придумать событие

form-generator-ask-title-of-form = Генератор событий
form-generator-ask-goal = { $you ->
    [ty] Чего ты хочешь от встречи?
   *[vy] Чего вы хотите от встречи?
    }
form-generator-ask-goal-name = Цель
form-generator-ask-people = Сколько будет участников?
form-generator-ask-people-name = Участники
form-generator-ask-time = Сколько есть времени?
form-generator-ask-time-name = Время
form-generator-ask-place = Где встреча?
form-generator-ask-place-name = Место
form-generator-ask-stage = На каком этапе проект? Если встреча не про проект, этот вопрос можно пропустить.
form-generator-ask-stage-name = Этап проекта

generator-found = { $you ->
    [ty] Вот что подходит. Выбери формат — покажу план по минутам.
   *[vy] Вот что подходит. Выберите формат — покажу план по минутам.
    }
generator-near = { $you ->
    [ty] Точно для такой цели, времени и числа людей формата нет. Ближе всего эти:
   *[vy] Точно для такой цели, времени и числа людей формата нет. Ближе всего эти:
    }
generator-format = <b>{ $title }</b> (участников: { $least }–{ $most })
    { $purpose }
    <i>Когда: { $when }</i>
generator-item = { $title }, { $minutes ->
    [one] { $minutes } минута
    [few] { $minutes } минуты
   *[many] { $minutes } минут
    }
generator-again = Другие ответы
generator-document = Скачать документом
generator-propose = Предложить это событие
generator-back = План события

generator-head = <b>{ $title }</b>, { $minutes ->
        [one] { $minutes } минута
        [few] { $minutes } минуты
       *[many] { $minutes } минут
    }
    { $goal }
generator-title = { $title }: план на { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
    }
generator-plan = <b>План</b>
generator-roles = <b>Роли</b>
generator-preparation = <b>Подготовка</b>
generator-equipment = <b>Что понадобится</b>
generator-online = <b>В Телемосте</b>
generator-risks = <b>Что может помешать</b>
generator-questions = <b>О чём спросить после встречи</b>
generator-line = • { $value }
generator-step = { $since }–{ $until } { $title }
generator-step-detail = { $since }–{ $until } { $title }: { $detail }
generator-part = { $title }, часть { $part }
generator-pause = Пауза, отходим от экрана
generator-role = { $title } — { $duty }
generator-task = { $days ->
        [0] В тот же день
        [one] За { $days } день
        [few] За { $days } дня
       *[many] За { $days } дней
    }: { $task }
generator-result = Результат: { $result }
generator-announce = Текст объявления: { $text }
generator-document-made = План «{ $title }» — в документе.
generator-table = Время | Что делаем | Подробности
generator-place = { $name ->
    [topic] (тема)
    [date] (дата)
    [time] (время)
    [team] (команда)
    [partner] (партнёр)
    [deadline] (срок)
    [speaker] (имя спикера)
    [count] (число)
    [materials] (материалы)
    [order] (номер)
    [stage] (этап)
    [teacher] (имя учителя)
    [class_name] (класс)
   *[other] (уточнить)
    }
refusal-answer = Такого ответа здесь нет. Генератор можно начать заново.
refusal-format = Такого формата больше нет.
refusal-format-length = Этот формат длится от { $min } до { $max } минут.
