import { DAY_KINDS, REPORT_CADENCES, REVIEW_LEVELS, ROLES, type ReviewLevel, type RuleProfile } from '@rectify/domain';
import { WEEKDAYS } from './rule-profile-fields.tsx';

const path = (levels: readonly ReviewLevel[], names: Record<ReviewLevel, string>) =>
  levels.map((level) => names[level]).join(' → ') || '不设审核';

/** The rules of a programme as sentences, for those who only read them. */
export function RuleSentences({ profile }: { profile: RuleProfile }) {
  return (
    <dl className="facts">
      <dt>整改方案</dt>
      <dd>
        反馈后 {profile.planDays} 个{DAY_KINDS[profile.planDayKind]}内提交；审核：{path(profile.planLevels, ROLES)}
      </dd>
      <dt>集中整改</dt>
      <dd>反馈后满 {profile.rectificationMonths} 个月</dd>
      <dt>销号审核</dt>
      <dd>{path(profile.closureLevels, REVIEW_LEVELS)}</dd>
      <dt>预警</dt>
      <dd>
        到期前 {profile.yellowDays} 天亮黄灯，{profile.orangeDays} 天亮橙灯，过期亮红灯
      </dd>
      <dt>进展报送</dt>
      <dd>
        {REPORT_CADENCES[profile.reportCadence]}，{WEEKDAYS[profile.reportWeekday - 1]}
      </dd>
    </dl>
  );
}
