// What the protocol says of this server (RFC 7643, sections 5 to 7): what it can, which resources it has, and their parts.

import { type Drawn, groupSchema, userSchema } from './scim-resource.ts'

const configSchema = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'
const typeSchema = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType'
const schemaSchema = 'urn:ietf:params:scim:schemas:core:2.0:Schema'

/** What we can do, as RFC 7643, section 5, has it: PATCH and filters, no bulk. */
export function serviceProviderConfig(base: string): Drawn {
  return {
    schemas: [configSchema],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 200 },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token that the school makes and shows once.',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  }
}

/** Users and groups, as RFC 7643, section 6, has it. */
export function resourceTypes(base: string): readonly Drawn[] {
  return [
    { id: 'User', endpoint: '/Users', schema: userSchema, description: 'An account' },
    { id: 'Group', endpoint: '/Groups', schema: groupSchema, description: 'A group of accounts' },
  ].map((type) => ({
    schemas: [typeSchema],
    name: type.id,
    ...type,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${type.id}` },
  }))
}

type Attribute = { name: string; type?: string; multiValued?: boolean; sub?: readonly Attribute[] } & Rule
type Rule = { required?: boolean; mutability?: string; uniqueness?: string; caseExact?: boolean }

const attribute = (one: Attribute): Drawn => ({
  name: one.name,
  type: one.sub ? 'complex' : (one.type ?? 'string'),
  multiValued: one.multiValued ?? false,
  required: one.required ?? false,
  caseExact: one.caseExact ?? false,
  mutability: one.mutability ?? 'readWrite',
  returned: 'default',
  uniqueness: one.uniqueness ?? 'none',
  ...(one.sub ? { subAttributes: one.sub.map(attribute) } : {}),
})

const userAttributes: readonly Attribute[] = [
  { name: 'userName', required: true, uniqueness: 'server' },
  { name: 'externalId', caseExact: true },
  { name: 'name', sub: [{ name: 'givenName' }, { name: 'familyName' }] },
  { name: 'displayName' },
  { name: 'title' },
  { name: 'userType' },
  { name: 'active', type: 'boolean' },
  {
    name: 'emails',
    multiValued: true,
    sub: [{ name: 'value' }, { name: 'type' }, { name: 'primary', type: 'boolean' }],
  },
]
const groupAttributes: readonly Attribute[] = [
  { name: 'displayName', required: true, uniqueness: 'server' },
  { name: 'externalId', caseExact: true },
  {
    name: 'members',
    multiValued: true,
    sub: [
      { name: 'value', mutability: 'immutable', caseExact: true },
      { name: 'type', mutability: 'immutable' },
    ],
  },
]

/** The attributes that we keep, as RFC 7643, section 7, has it; others are passed over. */
export function schemas(base: string): readonly Drawn[] {
  return [
    { id: userSchema, name: 'User', description: 'An account', attributes: userAttributes },
    { id: groupSchema, name: 'Group', description: 'A group of accounts', attributes: groupAttributes },
  ].map(({ attributes, ...schema }) => ({
    schemas: [schemaSchema],
    ...schema,
    attributes: attributes.map(attribute),
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${schema.id}` },
  }))
}
