### Ход разговора: не понял, уже сделано, формы, отказы общего рода.

turn-spent = Уже сделано.
turn-menu = Меню
turn-failed = Простите, у меня что-то сломалось на этом месте. Я записал это для администратора. Напишите «Меню», чтобы продолжить.
turn-in-private = Ответ — в личных сообщениях.
turn-write-in-private = Это личное. Напишите мне в личные сообщения, и я отвечу там.
turn-unknown = { $you ->
    [ty] Не понимаю. Напиши «Помощь» — покажу, что умею.
   *[vy] Не понимаю. Напишите «Помощь» — покажу, что умею.
    }
turn-nearest = { $you ->
    [ty] Не понимаю. Может быть, ты об этом?
   *[vy] Не понимаю. Может быть, вы об этом?
    }
page-back = ◂ Раньше
page-on = Дальше ▸

form-skip = Пропустить
form-confirm = Подтвердить
form-edit = Изменить
form-resume = Продолжить
form-drop = Удалить черновик
form-summary = { $you ->
    [ty] <b>{ $title }</b> — проверь:
   *[vy] <b>{ $title }</b> — проверьте:
    }
form-which = { $you ->
    [ty] Что изменить? Нажми или напиши номер.
   *[vy] Что изменить? Нажмите или напишите номер.
    }
form-kept = Черновик «{ $title }» сохранён ({ $count ->
        [one] { $count } ответ
        [few] { $count } ответа
       *[many] { $count } ответов
    }). { $you ->
        [ty] Можешь вернуться к нему когда угодно.
       *[vy] К нему можно вернуться когда угодно.
    }
form-finish = { $you ->
    [ty] Осталось подтвердить: нажми «Подтвердить» или «Изменить».
   *[vy] Осталось подтвердить: нажмите «Подтвердить» или «Изменить».
    }
form-cancelled = { $you ->
    [ty] Хорошо, отменил. Выбери, что дальше.
   *[vy] Хорошо, отменено. Выберите, что дальше.
    }
form-understood = Записано: { $value }.
form-skipped = —
form-value = { $value }
form-line = • { $value }
form-files = { $count ->
    [one] { $count } файл
    [few] { $count } файла
   *[many] { $count } файлов
    }
form-value-date = { DAY($value) }
form-value-moment = { MOMENT($value) }
form-value-duration = { SPAN($value) }

form-error-choice = { $you ->
    [ty] Выбери один из вариантов — кнопкой, словами или номером.
   *[vy] Выберите один из вариантов — кнопкой, словами или номером.
    }
form-error-text-wanted = { $you ->
    [ty] Здесь нужен ответ словами.
   *[vy] Здесь нужен ответ словами.
    }
form-error-file-wanted = { $you ->
    [ty] Пришли файл или фото.
   *[vy] Пришлите файл или фото.
    }
form-error-date-not-understood = { $you ->
    [ty] Не понимаю дату. Напиши, например, «завтра», «в пятницу» или «12.12».
   *[vy] Не понимаю дату. Напишите, например, «завтра», «в пятницу» или «12.12».
    }
form-error-date-impossible-date = Такого дня в календаре нет.
form-error-date-in-the-past = Этот день уже прошёл.
form-error-date-ambiguous = { $you ->
    [ty] Можно понять по-разному. Напиши точнее, например «12.12 15:30».
   *[vy] Можно понять по-разному. Напишите точнее, например «12.12 15:30».
    }
form-error-duration = { $you ->
    [ty] Не понимаю срок. Напиши, например, «3 дня», «2 часа» или «неделя».
   *[vy] Не понимаю срок. Напишите, например, «3 дня», «2 часа» или «неделя».
    }
form-error-string-too-short = { $min_length ->
    [one] Слишком коротко: нужен хотя бы { $min_length } знак.
    [few] Слишком коротко: нужно хотя бы { $min_length } знака.
   *[many] Слишком коротко: нужно хотя бы { $min_length } знаков.
    }
form-error-string-too-long = { $max_length ->
    [one] Слишком длинно: можно не больше { $max_length } знака.
    [few] Слишком длинно: можно не больше { $max_length } знаков.
   *[many] Слишком длинно: можно не больше { $max_length } знаков.
    }
form-error-too-long = { $max_length ->
    [one] Слишком много: можно не больше { $max_length }.
   *[other] Слишком много: можно не больше { $max_length }.
    }
form-error-too-short = { $min_length ->
    [one] Слишком мало: нужно хотя бы { $min_length }.
   *[other] Слишком мало: нужно хотя бы { $min_length }.
    }
form-error-int-parsing = Здесь нужно число.
form-error-greater-than-equal = Число слишком маленькое: не меньше { $ge }.
form-error-less-than-equal = Число слишком большое: не больше { $le }.
form-error-other = { $you ->
    [ty] Так не получится. Попробуй написать иначе.
   *[vy] Так не получится. Попробуйте написать иначе.
    }

refusal-detail = • { $value }
refusal-unregistered = Это могут только жители коворкинга. Пришлите код, который выдал лицей, — и я вас узнаю.
refusal-forged-button = Эта кнопка не из нашего разговора.
refusal-role = Это делают другие роли; если нужно, спросите координатора.
refusal-form-gone = Этой формы больше нет: она уже отправлена или отменена.
refusal-code = Такого кода нет.
refusal-code-used = Этот код уже использован.
refusal-code-expired = Срок этого кода прошёл. Попросите новый.
refusal-code-taken = Этот код — для другого человека.
refusal-resident = Такого человека здесь нет.
refusal-account = Такой связи с мессенджером нет.
refusal-last-account = Это единственный мессенджер, которым вы пользуетесь здесь. Сначала свяжите другой.
refusal-has-role = Эта роль уже есть.
refusal-no-role = Такой роли и не было.
