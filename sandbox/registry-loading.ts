import type { Loading } from './loading.ts';
import type { World } from './world-schema.ts';

/** Says the verbs by which organisations tell their partners whom they are reached by. */
export class RegistryLoading {
  constructor(private readonly loading: Loading) {}

  async focalPoints({ code, focalPoints }: World['organisations'][number]): Promise<void> {
    for (const [index, point] of focalPoints.entries()) {
      await this.loading.walk(`focal-point:${code}.${index}`, (_now, step) => {
        const organisationId = this.loading.idOf(code);
        return this.loading.say(code, 'administrator', 'addFocalPoint', { organisationId, ...point }, step);
      });
    }
  }
}
