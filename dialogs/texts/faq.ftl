### «Частые вопросы»: читают все, дополняет и правит лицей.

command-faq = Частые вопросы | faq | вопросы и ответы

faq-none = Частых вопросов пока нет.
faq-list = { $count ->
    [one] { $count } вопрос с ответом.
    [few] { $count } вопроса с ответами.
   *[many] { $count } вопросов с ответами.
    } { $you ->
        [ty] Выбери вопрос или найди по словам.
       *[vy] Выберите вопрос или найдите по словам.
    }{ $shown ->
        [60] {" "}Показаны первые 60.
       *[other] {""}
    }
faq-line = { $hidden ->
    [yes] (скрыт) { $question }
   *[no] { $question }
    }
faq-entry =
    <b>{ $question }</b>
    { $answer }
faq-is-hidden = Этот ответ скрыт: его видят координатор и администратор.
faq-find = Найти по словам
faq-found = Вот что нашлось:
faq-not-found = По этим словам ничего не нашлось.
faq-add = Добавить
faq-edit-question = Изменить вопрос
faq-edit-answer = Изменить ответ
faq-hide = Скрыть
faq-unhide = Показать всем
faq-added = Добавлено.
faq-edited = Записано.

form-faq-find-title-of-form = Поиск по вопросам
form-faq-find-words = О чём вопрос? Достаточно двух-трёх слов.
form-faq-find-words-name = Слова
form-faq-add-title-of-form = Новый частый вопрос
form-faq-add-question = Как звучит вопрос?
form-faq-add-question-name = Вопрос
form-faq-add-answer = А ответ?
form-faq-add-answer-name = Ответ
form-faq-edit-question-title-of-form = Вопрос по-новому
form-faq-edit-question-question = Как теперь звучит вопрос?
form-faq-edit-question-question-name = Вопрос
form-faq-edit-answer-title-of-form = Ответ по-новому
form-faq-edit-answer-answer = Напишите новый ответ.
form-faq-edit-answer-answer-name = Ответ
