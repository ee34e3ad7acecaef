import { registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';
import {
  FIREWALL_STATUSES,
  LEGAL_STATUS_CONDITIONS,
  SERVICE_STATUSES,
} from '../../shared/policy/service-offer.ts';
import { SERVICE_TYPES } from '../../shared/policy/service-types.ts';
import {
  ACCESSIBILITY_FEATURES,
  COSTS,
  COVERAGES,
  DELAYS,
  DOCUMENT_KINDS,
  FEEDBACK_MECHANISMS,
  FRESHNESSES,
  GENDERS,
  IMPLEMENTER_LEVELS,
  INCLUSION_SETTINGS,
  INCLUSION_STRANDS,
  INTAKE_CRITERIA,
  JOURNEY_STAGES,
  LOCATION_TYPES,
  NEEDS,
  NEXT_STEPS,
  REFERRAL_METHODS,
  SERVICE_POINT_MODALITIES,
  WAYS_IN,
} from './vocabulary.ts';

// The words of the law and of this subgraph, as GraphQL enums.

export const ServiceTypeEnum = graphqlEnum(SERVICE_TYPES);
registerEnumType(ServiceTypeEnum, { name: 'ServiceType' });

export const ServiceStatusEnum = graphqlEnum(SERVICE_STATUSES);
registerEnumType(ServiceStatusEnum, { name: 'ServiceStatus', description: 'HSDS 3.' });

export const FirewallStatusEnum = graphqlEnum(FIREWALL_STATUSES);
registerEnumType(FirewallStatusEnum, {
  name: 'FirewallStatus',
  description: 'Whether what a person says there can reach immigration enforcement.',
});

export const LegalStatusConditionEnum = graphqlEnum(LEGAL_STATUS_CONDITIONS);
registerEnumType(LegalStatusConditionEnum, {
  name: 'LegalStatusCondition',
  description: 'Whether the service asks who may be here.',
});

export const NeedEnum = graphqlEnum(NEEDS);
registerEnumType(NeedEnum, {
  name: 'Need',
  description: 'What people need, in the words of 31IC/11/R3, P6.',
});

export const FreshnessEnum = graphqlEnum(FRESHNESSES);
registerEnumType(FreshnessEnum, {
  name: 'Freshness',
  description:
    'FRESH: assured within 90 days. STALE: within 180. EXPIRED: longer ago, never, or past its validity.',
});

export const DocumentKindEnum = graphqlEnum(DOCUMENT_KINDS);
registerEnumType(DocumentKindEnum, { name: 'DocumentKind' });

export const IntakeCriterionEnum = graphqlEnum(INTAKE_CRITERIA);
registerEnumType(IntakeCriterionEnum, { name: 'IntakeCriterion' });

export const CoverageEnum = graphqlEnum(COVERAGES);
registerEnumType(CoverageEnum, {
  name: 'Coverage',
  description: 'How far around its place a service reaches.',
});

export const WayInEnum = graphqlEnum(WAYS_IN);
registerEnumType(WayInEnum, { name: 'WayIn', description: 'How a person and the service come together.' });

export const ReferralMethodEnum = graphqlEnum(REFERRAL_METHODS);
registerEnumType(ReferralMethodEnum, { name: 'ReferralMethod' });

export const NextStepEnum = graphqlEnum(NEXT_STEPS);
registerEnumType(NextStepEnum, { name: 'NextStep' });

export const DelayEnum = graphqlEnum(DELAYS);
registerEnumType(DelayEnum, { name: 'Delay' });

export const FeedbackMechanismEnum = graphqlEnum(FEEDBACK_MECHANISMS);
registerEnumType(FeedbackMechanismEnum, {
  name: 'FeedbackMechanism',
  description: 'How the sender hears what became of a referral.',
});

export const AccessibilityFeatureEnum = graphqlEnum(ACCESSIBILITY_FEATURES);
registerEnumType(AccessibilityFeatureEnum, { name: 'AccessibilityFeature' });

export const JourneyStageEnum = graphqlEnum(JOURNEY_STAGES);
registerEnumType(JourneyStageEnum, { name: 'JourneyStage' });

export const ServedGenderEnum = graphqlEnum(GENDERS);
registerEnumType(ServedGenderEnum, { name: 'ServedGender' });

export const CostEnum = graphqlEnum(COSTS);
registerEnumType(CostEnum, { name: 'Cost' });

export const LocationTypeEnum = graphqlEnum(LOCATION_TYPES);
registerEnumType(LocationTypeEnum, { name: 'LocationType', description: 'HSDS 3.' });

export const ServicePointModalityEnum = graphqlEnum(SERVICE_POINT_MODALITIES);
registerEnumType(ServicePointModalityEnum, {
  name: 'ServicePointModality',
  description: 'How a humanitarian service point comes to people.',
});

export const InclusionStrandEnum = graphqlEnum(INCLUSION_STRANDS);
registerEnumType(InclusionStrandEnum, { name: 'InclusionStrand', description: '31IC/11/R3, OP3 a to d.' });

export const InclusionSettingEnum = graphqlEnum(INCLUSION_SETTINGS);
registerEnumType(InclusionSettingEnum, { name: 'InclusionSetting' });

export const ImplementerLevelEnum = graphqlEnum(IMPLEMENTER_LEVELS);
registerEnumType(ImplementerLevelEnum, { name: 'ImplementerLevel' });
