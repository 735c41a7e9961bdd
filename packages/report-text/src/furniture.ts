// Words that content systems put around an article; none of them is part of a report.
const exact =
  /^(?:打印(?:本页|此页|文本|页面)?|关闭(?:本页|窗口|页面)?|返回(?:顶部|首页|列表|上页)?|分享(?:到|至)?.{0,12}|收藏(?:本页)?|首页|正文|[大中小](?:[ /|·]{0,4}[大中小]){0,2}|上一[篇页条]|下一[篇页条]|相关(?:新闻|文章|链接|阅读|附件)|附件下载|评论|点赞|在看|纠错|无障碍(?:浏览)?|长者(?:版|模式)|繁体(?:版)?|简体|登录|注册|搜索|手机版|微信|微博|QQ空间|扫码.{0,20}|置顶|热点推荐|推荐阅读|更多(?:>>|》)?|<<|>>|\||-{2,}|={2,}|\*{3,})$/;
const opening =
  /^(?:[【[(]?(?:字体|字号)(?:大小)?|[【[]?(?:大|小) ?(?:中|大)|(?:发布|发表|更新|成文|公开|发文|添加|录入|索取)(?:日期|时间|机构|单位)|(?:信息|文章|稿件|内容|新闻)?来源 ?[:：]|浏览(?:次数|量|数)|访问(?:次数|量)|阅读(?:次数|量|数)?[ :]|点击(?:次数|数|量|率)?[ :]|点击(?:下载|查看)|责任编辑|编辑[:：]|责编|作者[:：]|记者[:：]|审核(?:人)?[:：]|校对[:：]|撰稿|供稿|初审|复审|终审|上一[篇页条][:： ]|下一[篇页条][:： ]|当前位置|您(?:现在|当前)?(?:的|所在的)?位置|您现在|所在位置|首页 ?[>»›-]|扫一扫|扫描(?:二维码|下方)|用微信|微信扫|手机(?:扫|查看|浏览)|在手机(?:上)?打开|分享(?:到|至)?[:：]|【?打印|[【[]?关闭|版权(?:所有|声明)|主办(?:单位)?[:：]|承办(?:单位)?[:：]|协办(?:单位)?[:：]|技术支持|维护单位|网站(?:标识码|地图|声明|主办|管理|维护|热线|支持|电话|工作)|政府网站标识码|[^。]{0,4}ICP备|[^。]{0,3}公网安备|[^。]{0,4}备案(?:号|序号)|copyright|©|索引号|信息索引|发文字号|文号[:：]|主题(?:词|分类)|关键词[:：]|标签[:：]|有效性|公开(?:方式|范围|类别|属性)|体裁分类|组配分类|信息分类|名 ?称[:：]|附件[:：]|建议使用|为确保最佳浏览|本文(?:来源|链接)|原文链接|友情链接|联系我们|关于我们|隐私|网页?设计|第 ?\d{1,3} ?页|共 ?\d{1,3} ?页)/i;
const anywhere =
  /ICP备\d|公网安备|网站标识码|版权所有|扫一扫.{0,12}(?:手机|微信|分享)|字体(?:大小)?[:：].{0,12}(?:大|打印|中|小)|来源[:：].{0,30}(?:时间|日期|作者|浏览|点击)|(?:浏览|阅读|点击)(?:次数|量|数)[:：]|发布(?:日期|时间|机构) ?[:：]/;
const pageNumber =
  /^(?:[-·—]{1,3} ?\d{1,4} ?[-·—]{1,3}|第 ?\d{1,4} ?页(?:[ ,/]{0,3}共 ?\d{1,4} ?页)?|\d{1,3} ?\/ ?\d{1,3})$/;
const code =
  /^(?:---$|<!--|<\/?[a-z]|[.#][\w-]{1,40}(?: [\w.-]{1,40})?\s?(?:&#123;|\{)|(?:title|categories|headimg|author|comments|date|thumbnail|layout|tags|description|keywords): ?|var |function |document\.|\$\()/i;

/** Whether a line (folded) is page furniture by its own words. */
export function isFurniture(norm: string, isBlank: boolean): boolean {
  // Markup without words.
  if (norm === '') return !isBlank;
  if (norm.length > 160) return false;
  return exact.test(norm) || opening.test(norm) || pageNumber.test(norm) || anywhere.test(norm) || code.test(norm);
}

/** Whether a line is a path of site sections: 首页 > 政务公开 > 巡察整改. */
export function isBreadcrumb(norm: string): boolean {
  return norm.length <= 120 && /^[^。,;]{1,30}(?: ?[>»›→] ?[^。,;>»›→]{1,40}){1,6}$/.test(norm);
}

/** Whether a line begins what can only follow a finished page: owner, record number, copyright. */
export function isFooter(norm: string): boolean {
  return (
    norm.length <= 200 &&
    /^(?:主办|承办|协办|版权|技术支持|网站|联系我们|关于我们|友情链接|上一[篇条]|下一[篇条]|相关(?:新闻|文章|链接)|copyright|©|[^。]{0,4}ICP备|责任编辑|扫一扫|分享)/i.test(
      norm,
    )
  );
}
