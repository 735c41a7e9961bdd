import { Form, Modal, type FormInstance } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { ProblemAlert } from './problem-alert.tsx';

interface FormModalProps<T extends object> {
  title: string;
  okText: string;
  form: FormInstance<T>;
  initialValues: Partial<T>;
  isBusy: boolean;
  error: unknown;
  onSubmit: (values: T) => void;
  onClose: () => void;
  onLoadLatest?: (() => void) | undefined;
  children: ReactNode;
  width?: number;
}

/** A short form in a window: one verb, what went wrong above the fields. Mount it only while it is open. */
export function FormModal<T extends object>(props: FormModalProps<T>) {
  const {
    title,
    okText,
    form,
    initialValues,
    isBusy,
    error,
    onSubmit,
    onClose,
    onLoadLatest,
    children,
    width = 560,
  } = props;
  const [faults, setFaults] = useState<readonly string[]>([]);
  // Field ids begin with it, so that the page below does not share any.
  const name = useId();
  return (
    <Modal
      open
      title={title}
      okText={okText}
      cancelText="取消"
      width={width}
      confirmLoading={isBusy}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <ProblemAlert error={faults.length > 0 ? null : error} faults={faults} onLoadLatest={onLoadLatest} />
      <Form<T>
        form={form}
        name={name}
        layout="vertical"
        initialValues={initialValues}
        requiredMark={false}
        scrollToFirstError={{ focus: true }}
        onFinish={(values) => {
          setFaults([]);
          onSubmit(values);
        }}
        onFinishFailed={({ errorFields }) => setFaults(errorFields.flatMap(({ errors }) => errors))}
      >
        {children}
        {/* Enter submits from any one-line field. */}
        <button type="submit" hidden />
      </Form>
    </Modal>
  );
}
