import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { ConsentState } from '../../shared/policy/consent.ts';
import {
  CONSENT_VERBS,
  type ConsentGiver,
  type ConsentManner,
  type ConsentVerb,
} from '../../shared/policy/consent-life.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import {
  type Consent,
  ConsentGiverEnum,
  ConsentMannerEnum,
  ConsentStateEnum,
  DataCategoryEnum,
  PurposeEnum,
} from './consent.entity.ts';

const ConsentVerbEnum = graphqlEnum(CONSENT_VERBS);
registerEnumType(ConsentVerbEnum, { name: 'ConsentVerb', description: 'What happened to a consent.' });

/** What an event left the consent as; the end is ISO 8601. */
export type EventScope = Pick<Consent, 'recipientIds' | 'purposes' | 'categories'> & {
  readonly validUntil: string;
  /** Absent from events of before it was kept. */
  readonly statistics?: boolean;
};

/** How the person was asked and answered, as known at the event. */
export type EventTold = Pick<
  Consent,
  'givenBy' | 'childAssent' | 'manner' | 'language' | 'interpreter' | 'interpreterCode' | 'noticeVersion'
>;

/** One event in the life of a consent. Append-only: the role may insert and read, nothing else. */
@ObjectType({
  simpleResolvers: true,
  description: 'What happened to a consent, as it was written down then.',
})
@Entity('consent_event')
export class ConsentEvent {
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  @PrimaryColumn({ type: 'text' })
  consentId: string;

  @Field(() => Int)
  @PrimaryColumn({ type: 'integer' })
  revision: number;

  @Field(() => ConsentVerbEnum)
  @Column({ type: 'text' })
  verb: ConsentVerb;

  @Field(() => ConsentStateEnum, { description: 'The state it led to.' })
  @Column({ type: 'text' })
  state: ConsentState;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  at: Date;

  @Field(() => String, { description: "The client of your organisation's own that wrote it." })
  @Column({ type: 'text' })
  client: string;

  @Column({ type: 'jsonb' })
  scope: EventScope;

  /** Null in events of before it was kept. */
  @Column({ type: 'jsonb', nullable: true })
  told: EventTold | null;

  @Field(() => [ID])
  get recipientIds(): readonly string[] {
    return this.scope.recipientIds;
  }

  @Field(() => [PurposeEnum])
  get purposes(): readonly Purpose[] {
    return this.scope.purposes;
  }

  @Field(() => [DataCategoryEnum])
  get categories(): readonly DataCategory[] {
    return this.scope.categories;
  }

  @Field(() => Boolean, { nullable: true })
  get statistics(): boolean | null {
    return this.scope.statistics ?? null;
  }

  @Field(() => Date)
  get validUntil(): Date {
    return new Date(this.scope.validUntil);
  }

  @Field(() => ConsentGiverEnum, { nullable: true })
  get givenBy(): ConsentGiver | null {
    return this.told?.givenBy ?? null;
  }

  @Field(() => Boolean, { nullable: true })
  get childAssent(): boolean | null {
    return this.told?.childAssent ?? null;
  }

  @Field(() => ConsentMannerEnum, { nullable: true })
  get manner(): ConsentManner | null {
    return this.told?.manner ?? null;
  }

  @Field(() => String, { nullable: true })
  get language(): string | null {
    return this.told?.language ?? null;
  }

  @Field(() => Boolean, { nullable: true })
  get interpreter(): boolean | null {
    return this.told?.interpreter ?? null;
  }

  @Field(() => String, { nullable: true })
  get interpreterCode(): string | null {
    return this.told?.interpreterCode ?? null;
  }

  @Field(() => String, { nullable: true })
  get noticeVersion(): string | null {
    return this.told?.noticeVersion ?? null;
  }
}
