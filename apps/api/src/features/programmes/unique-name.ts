import { Prisma } from '@rectify/db';
import { Fault } from '../../http/errors.ts';

/** Runs a write whose name must be the only one of its kind; the database is the judge, also of two at once. */
export async function withFreeName<T>(what: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw new Fault('conflict', `已有同名的${what}，请换一个名称。`, {
        errors: [{ field: 'name', message: '这个名称已被使用' }],
      });
    }
    throw error;
  }
}
