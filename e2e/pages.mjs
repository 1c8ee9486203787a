// Every page of the portal: its address, who looks at it, what its heading says. `{id}` is the first
// one that the page named by `from` links to.
export const pages = [
  { path: "/accesso", account: null, heading: /./ },
  { path: "/", account: "operatore", heading: /./ },
  { path: "/", account: "assistente", heading: /./ },
  { path: "/", account: "pianificatore", heading: /./ },
  { path: "/", account: "amministratore", heading: /./ },
  { path: "/importazioni", account: "operatore", heading: /./ },
  { path: "/importazioni/{id}", from: "/importazioni", account: "operatore", heading: /./ },
  { path: "/persone", account: "operatore", heading: /./ },
  { path: "/persone/{id}", from: "/persone", account: "assistente", heading: /./ },
  { path: "/record", account: "operatore", heading: /./ },
  { path: "/record?stato=incompleto", account: "operatore", heading: /./ },
  { path: "/record/{id}", from: "/record", account: "operatore", heading: /./ },
  { path: "/record/{id}", from: "/record?stato=incompleto", account: "operatore", heading: /./ },
  { path: "/flussi", account: "operatore", heading: /./ },
  { path: "/flussi/{id}", from: "/flussi", account: "operatore", heading: /./ },
  { path: "/controlla", account: "operatore", heading: /./ },
  { path: "/spesa?per=prestazione", account: "pianificatore", heading: /./ },
  { path: "/spesa?per=area", account: "pianificatore", heading: /./ },
  { path: "/spesa?per=comune", account: "pianificatore", heading: /./ },
  { path: "/spesa?per=anno", account: "pianificatore", heading: /./ },
  { path: "/registro", account: "amministratore", heading: /./ },
  { path: "/fonti", account: "operatore", heading: /./ },
  { path: "/account", account: "amministratore", heading: /./ },
];

// What a role may not open.
export const closed = [
  { path: "/persone", account: "pianificatore" },
  { path: "/record", account: "pianificatore" },
  { path: "/importazioni", account: "assistente" },
  { path: "/flussi", account: "assistente" },
  { path: "/persone", account: "amministratore" },
  { path: "/registro", account: "operatore" },
];
