//! Words of support articles, the usual ones first.

/// Words that stand between all others.
pub(super) const SMALL_EN: &str = "the to you your a and is of in it if for on or can that we not this with are from by \
    when be as have will at then only has so does until once how what after before more than no any all its there";
/// Words of help centers.
pub(super) const ROOTS_EN: &str = "account app payment device email order button setting connection page password balance \
    update limit network phone computer number code day hour address card bank fee refund invoice plan support message \
    file folder screen menu version server error window browser router signal speed test battery storage photo video \
    contact friend link invite bonus reward point level status history report filter search list table profile name \
    country language currency price tax discount coupon gift subscription trial renewal receipt statement transfer \
    deposit withdrawal minimum maximum threshold schedule calendar reminder alert notification permission privacy policy \
    rule term condition identity document passport proof review decision appeal suspension warning security token key \
    fingerprint camera microphone speaker headset keyboard mouse printer scanner cable adapter charger socket switch \
    light sensor board chip module driver firmware library sketch project example tutorial forum ticket agent team \
    member owner guest role group channel thread comment reply mention tag label note task board template export import \
    backup restore archive delete create change open close start stop pause resume install remove add choose select \
    press click tap hold drag drop copy paste save load send receive share hide show enable disable turn connect \
    disconnect pair sync upload download print scan sign log register confirm cancel approve reject request report \
    block mute follow join leave upgrade downgrade replace repair clean reset restart wait check verify compare measure \
    count earn spend pay charge owe lend borrow buy sell ship deliver return exchange pack track lose find miss arrive \
    delay expire renew extend shorten split merge move rename sort group order cheap free slow fast new old long short \
    high low large small strong weak safe risky public private local remote manual automatic daily weekly monthly \
    yearly first last next previous main extra single double empty full broken missing wrong correct different same";
/// How a tail of rarer words comes about.
pub(super) const ENDINGS_EN: [&str; 8] = ["", "s", "ing", "ed", "er", "ment", "able", "less"];
/// The same in Russian.
pub(super) const SMALL_RU: &str = "и в не на что с как это по но из у за вы от так же для если или когда до то мы ваш \
    его после только можно нужно уже еще при без через чтобы где все нет этот";
/// The same in Russian.
pub(super) const ROOTS_RU: &str = "аккаунт приложен оплат устройств письм заказ кнопк настройк подключен страниц парол \
    баланс обновлен лимит сет телефон компьютер номер код адрес карт банк комисс возврат счет тариф поддержк сообщен файл \
    папк экран меню верс сервер ошибк окн браузер роутер сигнал скорост провер батаре памят фотограф видео контакт друз \
    ссылк приглашен бонус наград уровен статус истор отчет фильтр поиск список таблиц профил имен стран язык валют цен \
    налог скидк подарок подписк продлен чек перевод пополнен вывод минимум порог расписан напоминан уведомлен разрешен \
    правил услов документ паспорт решен обжалован блокировк безопасност ключ камер микрофон клавиатур принтер кабел \
    зарядк лампочк датчик плат драйвер прошивк библиотек проект пример форум заявк команд участник владелец групп канал";
/// The same in Russian.
pub(super) const ENDINGS_RU: [&str; 8] = ["", "а", "у", "ом", "ы", "ов", "ам", "ах"];
