/** Names of months and weekdays, each list in one text with spaces between. */
export interface CalendarNames {
  /** The names that stand alone. */
  readonly months: string
  /** Three letters or so. Left out, like every list but `days`, where it is that of `months`. */
  readonly short?: string
  /** The abbreviations of newspapers, which leave short names as they are. */
  readonly press?: string
  /** The names as they stand beside a day. */
  readonly genitive?: string
  /** From Sunday. */
  readonly days: string
  /** Left out where they are those of `days`. */
  readonly shortDays?: string
}

/** The names by language, or by locale where it differs from its language. */
export const calendarTable: Readonly<Record<string, CalendarNames>> = {
  en: {
    months: 'January February March April May June July August September October November December',
    short: 'jan feb mar apr may jun jul aug sep oct nov dec',
    press: 'Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.',
    days: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday',
    shortDays: 'Sun Mon Tue Wed Thu Fri Sat',
  },
  de: {
    months: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
    short: 'Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez',
    press: 'Jan. Feb. März April Mai Juni Juli Aug. Sept. Okt. Nov. Dez.',
    days: 'Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag',
    shortDays: 'So Mo Di Mi Do Fr Sa',
  },
  fr: {
    months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
    short: 'jan fév mar avr mai jui jul aoû sep oct nov déc',
    press: 'jan. fév. mars avr. mai juin juil. août sept. oct. nov. déc.',
    genitive:
      'Janvier Février Mars Avril Mai Juin Juillet Août Septembre Octobre Novembre Décembre',
    days: 'dimanche lundi mardi mercredi jeudi vendredi samedi',
    shortDays: 'dim lun mar mer jeu ven sam',
  },
  es: {
    months:
      'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
    short: 'ene feb mar abr may jun jul ago sep oct nov dic',
    press: 'Ene. Feb. marzo abril mayo junio julio ago. sept. oct. nov. dic.',
    days: 'domingo lunes martes miércoles jueves viernes sábado',
    shortDays: 'dom lun mar mié jue vie sáb',
  },
  'es-mx': {
    months:
      'Enero Febrero Marzo Abril Mayo Junio Julio Agosto Septiembre Octubre Noviembre Diciembre',
    short: 'ene feb mar abr may jun jul ago sep oct nov dic',
    press: 'Ene. Feb. Marzo Abril Mayo Junio Julio Ago. Sep. Oct. Nov. Dic.',
    days: 'Domingo Lunes Martes Miércoles Jueves Viernes Sábado',
    shortDays: 'Dom Lun Mar Mie Jue Vie Sab',
  },
  it: {
    months:
      'Gennaio Febbraio Marzo Aprile Maggio Giugno Luglio Agosto Settembre Ottobre Novembre Dicembre',
    short: 'gen feb mar apr mag giu lug ago set ott nov dic',
    press: 'Gen. Feb. Marzo Aprile Maggio Giugno Luglio Ago. Set. Ott. Nov. Dic.',
    days: 'Domenica Lunedì Martedì Mercoledì Giovedì Venerdì Sabato',
    shortDays: 'Dom Lun Mar Mer Gio Ven Sab',
  },
  pt: {
    months:
      'Janeiro Fevereiro Março Abril Maio Junho Julho Agosto Setembro Outubro Novembro Dezembro',
    short: 'jan fev mar abr mai jun jul ago set out nov dez',
    press: 'Jan. Fev. Março Abril Maio Jun. Jul. Ago. Set. Out. Nov. Dez.',
    days: 'Domingo Segunda-feira Terça-feira Quarta-feira Quinta-feira Sexta-feira Sábado',
    shortDays: 'Dom Seg Ter Qua Qui Sex Sáb',
  },
  'pt-br': {
    months:
      'Janeiro Fevereiro Março Abril Maio Junho Julho Agosto Setembro Outubro Novembro Dezembro',
    short: 'jan fev mar abr mai jun jul ago set out nov dez',
    press: 'Jan. Fev. Março Abril Maio Junho Julho Ago. Set. Out. Nov. Dez.',
    days: 'Domingo Segunda-feira Terça-feira Quarta-feira Quinta-feira Sexta-feira Sábado',
    shortDays: 'Dom Seg Ter Qua Qui Sex Sab',
  },
  nl: {
    months:
      'januari februari maart april mei juni juli augustus september oktober november december',
    short: 'jan feb mrt apr mei jun jul aug sep okt nov dec',
    press: 'jan feb mrt apr mei jun jul aug sep okt nov dec',
    days: 'zondag maandag dinsdag woensdag donderdag vrijdag zaterdag',
    shortDays: 'zo ma di wo do vr za',
  },
  sv: {
    months: 'januari februari mars april maj juni juli augusti september oktober november december',
    short: 'jan feb mar apr maj jun jul aug sep okt nov dec',
    press: 'jan feb mars april maj juni juli aug sep okt nov dec',
    days: 'söndag måndag tisdag onsdag torsdag fredag lördag',
    shortDays: 'sön mån tis ons tors fre lör',
  },
  da: {
    months: 'januar februar marts april maj juni juli august september oktober november december',
    short: 'jan feb mar apr maj jun jul aug sept okt nov dec',
    press: 'jan. feb. marts april maj juni juli aug. sept. okt. nov. dec.',
    days: 'søndag mandag tirsdag onsdag torsdag fredag lørdag',
    shortDays: 'søn man tir ons tor fre lør',
  },
  nb: {
    months: 'januar februar mars april mai juni juli august september oktober november desember',
    short: 'jan feb mar apr mai jun jul aug sep okt nov des',
    press: 'jan. feb. mar. apr. mai jun. jul. aug. sept. okt. nov. des.',
    genitive: 'Januar Februar Mars April Mai Juni Juli August September Oktober November Desember',
    days: 'søndag mandag tirsdag onsdag torsdag fredag lørdag',
    shortDays: 'søn man tir ons tor fre lør',
  },
  fi: {
    months:
      'tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu',
    short: 'tam hel maa huh tou kes hei elo syy lok mar jou',
    press: 'tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu',
    genitive:
      'tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta',
    days: 'sunnuntai maanantai tiistai keskiviikko torstai perjantai lauantai',
    shortDays: 'su ma ti ke to pe la',
  },
  pl: {
    months:
      'Styczeń Luty Marzec Kwiecień Maj Czerwiec Lipiec Sierpień Wrzesień Październik Listopad Grudzień',
    short: 'sty lut mar kwi maj cze lip sie wrz paź lis gru',
    press: 'Sty. Lut. Mar. Kwi. Maj Cze. Lip. Sie. Wrz. Paź. Lis. Gru',
    genitive:
      'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
    days: 'Niedziela Poniedziałek Wtorek Środa Czwartek Piątek Sobota',
    shortDays: 'Nd Pon Wt Śr Czw Pt So',
  },
  cs: {
    months: 'leden únor březen duben květen červen červenec srpen září říjen listopad prosinec',
    short: 'led úno bře dub kvě čen čec srp zář říj lis pro',
    press: 'Led. Úno. Bře. Dub. Kvě. Čer. Čec. Srp. Zář. Říj. Lis. Pro.',
    genitive: 'ledna února března dubna května června července srpna září října listopadu prosince',
    days: 'neděle pondělí úterý středa čtvrtek pátek sobota',
    shortDays: 'ne po út st čt pá so',
  },
  ru: {
    months: 'Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь',
    short: 'янв фев мар апр май июн июл авг сен окт ноя дек',
    press: 'Янв. Фев. Март Апрель Май Июнь Июль Авг. Сен. Окт. Ноя. Дек.',
    genitive: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
    days: 'Воскресенье Понедельник Вторник Среда Четверг Пятница Суббота',
    shortDays: 'Вс Пн Вт Ср Чт Пт Сб',
  },
  uk: {
    months:
      'Січень Лютий Березень Квітень Травень Червень Липень Серпень Вересень Жовтень Листопад Грудень',
    short: 'січ лют бер кві тра чер лип сер вер жов лис гру',
    press: 'Січ. Лют. Березень Квітень Травень Червень Липень Сер. Вер. Жов. Лис. Гру.',
    genitive:
      'січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня',
    days: "Неділя Понеділок Вівторок Середа Четвер П'ятниця Субота",
    shortDays: 'Нд Пн Вт Ср Чт Пт Сб',
  },
  ja: {
    months: '1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月',
    days: '日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日',
    shortDays: '日 月 火 水 木 金 土',
  },
  ko: {
    months: '1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월',
    days: '일요일 월요일 화요일 수요일 목요일 금요일 토요일',
  },
  'zh-hans': {
    months: '一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月',
    days: '星期日 星期一 星期二 星期三 星期四 星期五 星期六',
  },
  'zh-hant': {
    months: '一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月',
    days: '星期日 星期一 星期二 星期三 星期四 星期五 星期六',
  },
  ar: {
    months: 'يناير فبراير مارس إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر',
    genitive: 'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر',
    days: 'الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت',
    shortDays: 'أحد إثنين ثلاثاء أربعاء خميس جمعة سبت',
  },
  he: {
    months: 'ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר',
    short: 'ינו פבר מרץ אפר מאי יונ יול אוג ספט אוק נוב דצמ',
    press: "יאנ' פבר' מרץ אפריל מאי יוני יולי אוג' ספט' אוק' נוב' דצמ'",
    days: 'ראשון שני שלישי רביעי חמישי שישי שבת',
  },
  tr: {
    months: 'Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık',
    short: 'oca şub mar nis may haz tem ağu eyl eki kas ara',
    press: 'Oca. Şub. Mart Nisan Mayıs Haz. Tem. Ağu. Eyl. Eki. Kas. Ara.',
    days: 'Pazar Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi',
    shortDays: 'Paz Pzt Sal Çrş Prş Cum Cmt',
  },
}
