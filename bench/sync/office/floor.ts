// The floor: everything as one compressed answer, made when it is asked for.

import { answer, serve, sheets } from './office';

serve((asked, to) => answer(to, asked, sheets));
