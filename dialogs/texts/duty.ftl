### Дежурство: кто из взрослых лицея отвечает на сигналы и когда. «Вы».

command-duty = Дежурство | график дежурств | дежурные

duty-head = <b>Дежурство</b>. Дежурным приходят сигналы о помощи — в любое время, тихие часы на них не действуют.
duty-empty = <b>Дежурство</b>. В графике никого нет. Пока это так, ученику в беде бот честно скажет, что никто не дежурит, а сигнал получат все психологи, координаторы и администраторы.
duty-now = Сейчас дежурят: { $names }.
duty-now-nobody = Сейчас не дежурит никто.
duty-line = { $when }, { $since }–{ $until }: { $name }
duty-line-instead = { $when }, { $since }–{ $until }: { $name } вместо { $instead }
duty-add = Добавить дежурство
duty-remove-it = Убрать из графика
duty-removed = Убрано: { $line }.
duty-added = { $count ->
        [one] Записано. В графике прибавилась { $count } строка.
        [few] Записано. В графике прибавились { $count } строки.
       *[many] Записано. В графике прибавилось { $count } строк.
    }
duty-back = Весь график
duty-weekday-0 = понедельник
duty-weekday-1 = вторник
duty-weekday-2 = среда
duty-weekday-3 = четверг
duty-weekday-4 = пятница
duty-weekday-5 = суббота
duty-weekday-6 = воскресенье
duty-workdays = с понедельника по пятницу
duty-every-day = каждый день
duty-once = в один день
duty-weekly = каждую неделю

form-duty-add-title-of-form = Дежурство
form-duty-add-person = Кто дежурит?
form-duty-add-person-name = Кто
form-duty-add-way = Каждую неделю или в один день?
form-duty-add-way-name = Как
form-duty-add-weekday = По каким дням?
form-duty-add-weekday-name = Дни
form-duty-add-day = В какой день? Напишите «завтра», «в пятницу» или «12.12».
form-duty-add-day-name = День
form-duty-add-hours = В какие часы? Выберите или напишите, например: 09:00-18:00
form-duty-add-hours-name = Часы
form-duty-add-instead-of = Вместо кого в этот день? Если ни вместо кого, пропустите.
form-duty-add-instead-of-name = Вместо кого
form-error-string-pattern-mismatch = Часы пишут так: 09:00-18:00.

refusal-duty-hours = Начало дежурства должно быть раньше конца, и всё — в пределах одних суток.
refusal-duty-day = Укажите дни недели или один день; подменяют только в один день и только другого человека.
refusal-duty-person = Дежурить могут психологи, координаторы и администраторы лицея.
refusal-duty-gone = Этой строки в графике уже нет.
