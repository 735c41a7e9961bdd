import {
  DAY_KINDS,
  REPORT_CADENCES,
  REVIEW_LEVELS,
  REVIEW_LEVEL_CODES,
  ROLES,
  profileFaults,
  type ReviewLevel,
  type RuleProfile,
} from '@rectify/domain';
import { Checkbox, Form, InputNumber, Radio, Select } from 'antd';

export const WEEKDAYS = ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'];

const planOptions = REVIEW_LEVEL_CODES.map((value) => ({ value, label: ROLES[value] }));
const closureOptions = REVIEW_LEVEL_CODES.map((value) => ({ value, label: REVIEW_LEVELS[value] }));
const inOrder = (levels: ReviewLevel[]) => REVIEW_LEVEL_CODES.filter((code) => levels.includes(code));

/** The rule that a field breaks together with the others, asked of the domain. */
function faultOf(field: keyof RuleProfile) {
  return ({ getFieldValue }: { getFieldValue: (name: string) => unknown }) => ({
    validator: () => {
      const fault = profileFaults(getFieldValue('profile') as RuleProfile).find((each) => each.field === field);
      return fault ? Promise.reject(new Error(fault.message)) : Promise.resolve();
    },
  });
}

/** The rules of a programme, each with what it brings about. */
export function RuleProfileFields() {
  return (
    <>
      <h2 className="form-section">整改期限</h2>
      <div className="form-columns">
        <Form.Item
          name={['profile', 'planDays']}
          label="整改方案期限（天）"
          extra="自反馈之日起算，到期前应提交整改方案。"
          rules={[faultOf('planDays')]}
        >
          <InputNumber min={1} max={365} precision={0} suffix="天" className="full-width" />
        </Form.Item>
        <Form.Item name={['profile', 'planDayKind']} label="按什么日子算" extra="工作日扣除法定节假日，计入调休上班。">
          <Radio.Group options={Object.entries(DAY_KINDS).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item
          name={['profile', 'rectificationMonths']}
          label="集中整改期（月）"
          extra="自反馈之日起满几个月为集中整改期满。"
          rules={[faultOf('rectificationMonths')]}
        >
          <InputNumber min={1} max={36} precision={0} suffix="个月" className="full-width" />
        </Form.Item>
      </div>

      <h2 className="form-section">审核层级</h2>
      <Form.Item
        name={['profile', 'planLevels']}
        label="整改方案由谁审核"
        extra="按勾选的层级从下往上逐级审核。"
        normalize={inOrder}
        rules={[faultOf('planLevels')]}
      >
        <Checkbox.Group options={planOptions} />
      </Form.Item>
      <Form.Item
        name={['profile', 'closureLevels']}
        label="销号由谁审核"
        extra="至少要有一级来自被巡察单位之外。已提出的申请仍按提出时的层级办理。"
        normalize={inOrder}
        rules={[faultOf('closureLevels')]}
      >
        <Checkbox.Group options={closureOptions} />
      </Form.Item>

      <h2 className="form-section">预警</h2>
      <div className="form-columns">
        <Form.Item
          name={['profile', 'yellowDays']}
          label="黄灯：到期前几天"
          extra="提醒责任人。"
          dependencies={[['profile', 'orangeDays']]}
          rules={[faultOf('yellowDays')]}
        >
          <InputNumber min={1} max={365} precision={0} suffix="天" className="full-width" />
        </Form.Item>
        <Form.Item
          name={['profile', 'orangeDays']}
          label="橙灯：到期前几天"
          extra="同时提醒分管领导。应小于黄灯天数。"
          rules={[faultOf('orangeDays')]}
        >
          <InputNumber min={0} max={364} precision={0} suffix="天" className="full-width" />
        </Form.Item>
      </div>

      <h2 className="form-section">进展报送</h2>
      <div className="form-columns">
        <Form.Item name={['profile', 'reportCadence']} label="多久报送一次" rules={[faultOf('reportCadence')]}>
          <Select options={Object.entries(REPORT_CADENCES).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item
          name={['profile', 'reportWeekday']}
          label="报送日"
          extra="月小结在当月最后一个这样的日子。"
          rules={[faultOf('reportWeekday')]}
        >
          <Select options={WEEKDAYS.map((label, index) => ({ value: index + 1, label }))} />
        </Form.Item>
      </div>
    </>
  );
}
