import { gatewayOnly, open, type Permissions, roles } from '../../shared/fence.ts';

/** Who may knock, field by field. What has no line here is denied. */
export const permissions: Permissions = {
  Query: {
    me: open,
    organisation: open,
    organisations: open,
    country: open,
    _entities: gatewayOnly,
    _service: gatewayOnly,
  },
  Mutation: {
    registerOrganisation: roles('administrator'),
  },
  Viewer: { clientId: open, role: open, purposes: open, scopes: open, organisation: open },
  Organisation: {
    id: open,
    code: open,
    name: open,
    type: open,
    firewallClass: open,
    country: open,
    identifier: open,
    site: open,
    active: open,
    purposes: open,
    version: open,
    parent: open,
  },
  OrganisationConnection: { edges: open, nodes: open, pageInfo: open },
  OrganisationEdge: { node: open, cursor: open },
  OrganisationPayload: { organisation: open, userErrors: open },
  Country: { iso2: open, iso3: open, name: open, region: open, nationalSociety: open },
  PageInfo: { hasNextPage: open, hasPreviousPage: open, startCursor: open, endCursor: open },
  UserError: { code: open, message: open, field: open, rule: open, possible: open, docUrl: open },
  _Service: { sdl: open },
};
