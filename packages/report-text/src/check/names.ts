// Surnames that are not also the beginning of common words (高度, 安全, 常态, 全部, 方面 …): those would be taken for names.
const surnames = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱林郭何马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范石姚谭廖邹熊陆郝孔白崔康毛邱秦顾侯邵孟龙万段雷钱汤尹黎易武乔贺赖龚文庞樊兰殷施陶翟倪严牛温芦俞葛伍韦申尤毕聂焦柳邢岳齐梅莫庄辛耿牟卜詹关苗凌纪闵盛童欧靳祁蒙冉甘祝柏刁涂裴翁霍阮柯佟窦褚滕晏隋卞谌娄敖鲍覃喻郜岑阚臧冼蔺逄佘',
);
const compound = /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|夏侯)/;
/** Signs that stand in no given name but follow surnames in ordinary words (关党员, 马上在). */
const noName =
  /[的了在是和与及对为等员务委领导干部责党组某每各其以于有无未不已将能会把被该此们个名人上下内外间项条款第则时期事物件业性化者所]/;
/** Surnames that begin common words, for places where hardly anything but a name can stand. */
const rare = new Set('高方任金史季尚鲁章江路洪成');
const rareWords =
  /^(?:高[标水质风频效压度层级价额危龄新中考校速铁等管职工素]|方[面案式法向便]|任[务何意期职性用教]|金[额融牌]|成[本立果员绩效功]|路[面灯段口网]|江[河苏]|章[程节])/;

/** Places, and how people are addressed. */
const notGiven =
  /[路街村镇区县市省校院局处站所厂店]$|师傅|阿姨|大[爷妈哥姐叔娘]|老师|先生|女士|奶奶|爷爷|医生|同学|经理|会计/;
const words =
  /^(?:马上|石家庄|黄金|黄河|江苏|温馨|温暖|康复|严重|严格|严肃|关键|关心|关爱|关注|文明|文化|白天|龙头|万元|万名|雷同|雷厉|顾问|施工|施策|盛大|齐心|齐抓|辛苦|甘愿|蒙混|申请|申报|牛羊|许可|许多|余额|田间|毕业|童年|龙江|武装|武术|文体|文旅|文艺|纪律|纪检|兰花|梅花|林业|林地|孔雀|易地|殷切|温度|钟点|白领|钱款|夏季|秦岭|何时|何地|万众|庄严|祝福|苗木|岳父|凌晨|陆续|盛夏|柳树|焦点|关怀|关于|关口|康养|周末|周边|周到|周期|周转|周密|胡乱|程序|程度|施教|曾经|曹操|许诺|唐诗|宋词|汤药|牟利|童心|毛病|单位)/;

/** Leaders of the state and models of the nation, whose names stand in public documents. */
const publicFigures = new Set(
  '习近平 毛泽东 邓小平 江泽民 胡锦涛 周恩来 刘少奇 朱德 陈云 李强 李希 赵乐际 王沪宁 蔡奇 丁薛祥 韩正 李克强 雷锋 焦裕禄 孔繁森 张桂梅 黄文秀 黄大年 钟南山 袁隆平 王继才 张富清 廖俊波 杨善洲 谷文昌 沈浩 郑培民 张思德 刘胡兰 王进喜 钱学森 邓稼先 李保国 罗阳 吴孟超 王杰 董存瑞 黄继光 邱少云 任长霞 罗阳 张海迪 郭明义 南仁东 杜富国 于敏 孙家栋 王有德 申纪兰 李大钊 方志敏 杨根思 毛岸英'.split(
    ' ',
  ),
);

/** Whether two to four signs read as a person's name that does not belong to public life. */
export function isPrivateName(text: string): boolean {
  if (publicFigures.has(text) || words.test(text)) return false;
  const double = compound.exec(text)?.[0].length ?? 0;
  const surname = double > 0 ? double : surnames.has(text[0] ?? '') ? 1 : 0;
  const given = text.slice(surname);
  return surname > 0 && given.length >= 1 && given.length <= 2 && !noName.test(given) && !notGiven.test(given);
}

/** The same, of three signs, where a fault follows at once. */
export function isNameAtFault(text: string): boolean {
  if (!rare.has(text[0] ?? '')) return isPrivateName(text);
  const given = text.slice(1);
  return given.length === 2 && !rareWords.test(text) && !noName.test(given) && !notGiven.test(given);
}

/** How many signs of a name are the surname. */
export function surnameLength(name: string): number {
  return compound.test(name) ? 2 : 1;
}
