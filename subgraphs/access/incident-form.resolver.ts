import { Arg, Mutation, Query, Resolver } from 'type-graphql';
import { answer, userErrorOf } from '../../shared/user-error.ts';
import { FileIncidentByLinkPayload, IncidentForm } from './incident-form.entity.ts';
import { FileIncidentByLinkInput } from './incident-form.inputs.ts';
import type { IncidentFormService } from './incident-form.service.ts';

@Resolver(() => IncidentForm)
export class IncidentFormResolver {
  constructor(private readonly forms: IncidentFormService) {}

  @Query(() => IncidentForm, {
    nullable: true,
    description: 'For a team in the field without a login, by the link it was given: the empty form.',
  })
  incidentForm(@Arg('token', () => String) token: string): Promise<IncidentForm> {
    return this.forms.form(token);
  }

  @Mutation(() => FileIncidentByLinkPayload, {
    description: 'Files a draft for the staff of the team’s organisation. It cannot be read by the link.',
  })
  async fileIncidentByLink(
    @Arg('input', () => FileIncidentByLinkInput) input: FileIncidentByLinkInput,
  ): Promise<FileIncidentByLinkPayload> {
    const {
      filed = false,
      warnings = [],
      faults = [],
      userErrors,
    } = await answer(() => this.forms.file(input));
    return { filed, warnings, userErrors: [...userErrors, ...faults.map(userErrorOf)] };
  }
}
