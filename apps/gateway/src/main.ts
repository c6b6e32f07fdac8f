// The gateway in a process of its own, configured by the environment (see config.ts).
import { bootProcess } from '@waystation/service';
import { gatewayPart } from './gateway-part.ts';

await bootProcess([gatewayPart]);
