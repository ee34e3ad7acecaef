import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Attribute } from './attribute.entity.ts';
import { Unit } from './cost-option.entity.ts';

@ObjectType({ simpleResolvers: true, description: 'How many there are to give, and how many are left.' })
export class ServiceCapacity {
  @Field(() => ID)
  id: string;

  @Field(() => Unit)
  unit: Unit;

  @Field(() => Float)
  available: number;

  @Field(() => Float, { nullable: true })
  maximum: number | null;

  @Field(() => Boolean, {
    description: 'Each referral that is accepted takes one, and gives it back when it ends.',
  })
  perReferral: boolean;

  @Field(() => Date, { description: 'When the number last changed.' })
  updatedAt: Date;

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => [Attribute])
  attributes: Attribute[];
}
