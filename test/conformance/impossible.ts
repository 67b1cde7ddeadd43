import { isOfLaterDjango, type Vector } from './vectors.ts'

/** Why some vectors of Django's own tests cannot hold here. They are skipped when they fail. */
const reasons: readonly {
  readonly reason: string
  readonly tests: readonly string[]
  /** Whether it is the reason only for vectors of a later Django than the one that is followed. */
  readonly isOfLaterDjango?: boolean
}[] = [
  {
    reason: 'a template of the same name lies in another loader, which the vector does not hold',
    tests: [
      'ExtendsBehaviorTests.test_block_override_in_extended_included_template',
      'ExtendsBehaviorTests.test_extend_cached',
      'ExtendsBehaviorTests.test_recursive_multiple_loaders',
      'ExtendsBehaviorTests.test_unique_history_per_loader',
    ],
  },
  {
    reason: 'the vector shows the attribute use_l10n of a context, and there is none here',
    tests: ['InclusionTagTests.test_15070_use_l10n'],
  },
  {
    reason: 'Django 6.0 does this otherwise than 5.2, which the engine follows',
    isOfLaterDjango: true,
    tests: [
      'test_center.FunctionTests.test_even_input',
      'test_urlize.FunctionTests.test_caching_repeated_words',
      'test_urlize.FunctionTests.test_idn',
      'QueryStringTagTests.test_querystring_empty_get_params',
      'QueryStringTagTests.test_querystring_empty_params',
      'QueryStringTagTests.test_querystring_multiple_args_override',
      'QueryStringTagTests.test_querystring_non_mapping_args',
      'QueryStringTagTests.test_querystring_remove_all_params',
      'QueryStringTagTests.test_querystring_remove_all_params_custom_querydict',
      'QueryStringTagTests.test_querystring_remove_from_dict',
      'QueryStringTagTests.test_querystring_request_get_ignored',
    ],
  },
]
const differs = 'Django 6.0 does this otherwise than 5.2, which the engine follows'

/** Why a vector cannot hold here; undefined for one that should. */
export function whyImpossible(vector: Vector): string | undefined {
  if (vector.differs_from_5_2 === true) return differs
  return reasons.find(
    (each) =>
      each.tests.some((test) => vector.test.endsWith(`.${test}`)) &&
      (each.isOfLaterDjango !== true || isOfLaterDjango(vector)),
  )?.reason
}
