# Слова для дат и промежутков времени. Ими пользуются функции DATE, DAY, TIME, MOMENT и SPAN
# во всех остальных текстах.

weekday-on = { $weekday ->
    [1] в понедельник
    [2] во вторник
    [3] в среду
    [4] в четверг
    [5] в пятницу
    [6] в субботу
   *[7] в воскресенье
}

date-with-year = { $date } { $year } г.
day-on = { $weekday }, { $date }
day-plain = { $weekday }, { $date }
moment-on = { $day }, в { $time }
moment-plain = { $day }, { $time }
moment-short = { $day } { $time }

span-days = { $case ->
    [genitive] { $count ->
        [one] { $count } дня
       *[other] { $count } дней
    }
   *[nominative] { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[many] { $count } дней
    }
}

span-hours = { $case ->
    [genitive] { $count ->
        [one] { $count } часа
       *[other] { $count } часов
    }
   *[nominative] { $count ->
        [one] { $count } час
        [few] { $count } часа
       *[many] { $count } часов
    }
}

span-minutes = { $case ->
    [genitive] { $count ->
        [one] { $count } минуты
       *[other] { $count } минут
    }
    [accusative] { $count ->
        [one] { $count } минуту
        [few] { $count } минуты
       *[many] { $count } минут
    }
   *[nominative] { $count ->
        [one] { $count } минута
        [few] { $count } минуты
       *[many] { $count } минут
    }
}

span-seconds = { $case ->
    [genitive] { $count ->
        [one] { $count } секунды
       *[other] { $count } секунд
    }
    [accusative] { $count ->
        [one] { $count } секунду
        [few] { $count } секунды
       *[many] { $count } секунд
    }
   *[nominative] { $count ->
        [one] { $count } секунда
        [few] { $count } секунды
       *[many] { $count } секунд
    }
}
