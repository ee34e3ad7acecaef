import { basename } from 'node:path';
import { readNationalSocieties } from '../../subgraphs/partnerships/imports/national-societies.ts';
import { importNationalSocieties } from '../../subgraphs/partnerships/imports/national-societies-import.ts';
import { importPartners } from '../../subgraphs/partnerships/imports/partners-import.ts';
import { parseFile } from '../../subgraphs/services/imports/services-advisor/features.ts';
import { readServicesAdvisor } from '../../subgraphs/services/imports/services-advisor.ts';
import { importServicesAdvisor } from '../../subgraphs/services/imports/services-advisor-import.ts';
import { accessKinds } from './access-kinds.ts';
import type { ImportKind, ReadFile } from './kind.ts';
import { progressBar } from './progress.ts';
import { Refused } from './report.ts';

export const importKinds: Readonly<Record<string, ImportKind>> = {
  ...accessKinds,
  'national-societies': {
    says: "countries and their National Societies, from IFRC GO's list of countries",
    files: ['FILE'],
    read: ([file]) => {
      const list = readNationalSocieties(parsed(file as ReadFile));
      if (list.faults.length > 0) throw new Refused(list.faults);
      return async (client) => {
        const bar = progressBar('National Societies');
        const { countries, societies } = await importNationalSocieties(client, list, bar.step).finally(
          bar.stop,
        );
        const branches = list.societies.filter(({ branchOf }) => branchOf !== null).length;
        return {
          says: `${list.naming} entries name a National Society: ${list.societies.length - branches} societies, ${branches} branches of one of them in a territory, the others listed below.`,
          counts: [
            { what: 'Countries', ...countries },
            { what: 'National Societies', ...societies },
          ],
          unmapped: list.unmapped,
        };
      };
    },
  },
  'services-advisor': {
    says: "services from UNHCR's Services Advisor (GeoJSON), the second file in Arabic",
    files: ['ENGLISH', '[ARABIC]'],
    read: (files) => {
      const [english, arabic] = files.map(parsed);
      const directory = readServicesAdvisor(english, arabic);
      if (directory.faults.length > 0) {
        throw new Refused(directory.faults.map(({ where, says }) => `${where}: ${says}`));
      }
      return async (client) => {
        const partners = await importPartners(client, directory.partners);
        const bar = progressBar('Services');
        const services = await importServicesAdvisor(
          client as never,
          directory.services,
          partners.ids,
          bar.step,
        ).finally(bar.stop);
        const { kept, ...counts } = services;
        return {
          says: `${directory.services.length} services of ${directory.partners.length} partners.`,
          counts: [
            { what: 'Partners', ...partners.counts },
            { what: 'Services', ...counts, kept },
          ],
          unmapped: directory.unmapped.map(
            ({ featureId, field, value, reason }) =>
              `${featureId}, ${field}${value === null ? '' : ` “${value}”`}: ${reason}`,
          ),
        };
      };
    },
  },
};

/** Errors: Refused, with the place where the JSON breaks. */
function parsed({ path, text }: ReadFile): unknown {
  const read = parseFile(text, basename(path));
  if ('fault' in read) throw new Refused([`${read.fault.where}: ${read.fault.says}`]);
  return read.value;
}
