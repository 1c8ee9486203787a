// Every page of the portal: its address, who looks at it, what its heading says. `{id}` is the first
// one that the page named by `from` links to.
export const pages = [
  { path: "/accesso", account: null, heading: /^Accedi a PAS$/ },
  { path: "/", account: "operatore", heading: /^Da fare oggi$/ },
  { path: "/", account: "assistente", heading: /^Da fare oggi$/ },
  { path: "/", account: "pianificatore", heading: /^Quanto spende il territorio\?$/ },
  { path: "/", account: "amministratore", heading: /^L'ente e i suoi account$/ },
  { path: "/importazioni", account: "operatore", heading: /^Che cosa è arrivato dagli uffici\?$/ },
  { path: "/importazioni/{id}", from: "/importazioni", account: "operatore", heading: /\.(csv|xlsx|ods)$/ },
  { path: "/persone", account: "operatore", heading: /^Chi cerchi\?$/ },
  { path: "/persone/{id}", from: "/persone", account: "assistente", heading: /^Che cosa riceve questa persona\?$/ },
  { path: "/record", account: "operatore", heading: /^Quali record possono partire\?$/ },
  { path: "/record?stato=incompleto", account: "operatore", heading: /^Quali record possono partire\?$/ },
  { path: "/record/{id}", from: "/record?stato=pronto", account: "operatore", heading: /^Questo record può partire$/ },
  { path: "/record/{id}", from: "/record?stato=incompleto", account: "operatore", heading: /^Che cosa manca a questo record\?$/ },
  { path: "/flussi", account: "operatore", heading: /^Che cosa mandare a INPS\?$/ },
  { path: "/flussi/{id}", from: "/flussi", account: "operatore", heading: /^Che cosa c'è in questo file\?$/ },
  { path: "/flussi/{id}", from: "/flussi?ordina=file.stato&verso=su", account: "operatore", heading: /^Che cosa c'è in questo file\?$/ },
  { path: "/controlla", account: "operatore", heading: /^Questo flusso va bene per INPS\?$/ },
  { path: "/spesa?per=prestazione", account: "pianificatore", heading: /^Quanto spende il territorio, e per chi\?$/ },
  { path: "/spesa?per=area", account: "pianificatore", heading: /^Quanto spende il territorio, e per chi\?$/ },
  { path: "/spesa?per=comune", account: "pianificatore", heading: /^Quanto spende il territorio, e per chi\?$/ },
  { path: "/spesa?per=anno", account: "pianificatore", heading: /^Quanto spende il territorio, e per chi\?$/ },
  { path: "/registro", account: "amministratore", heading: /^Chi ha fatto che cosa, e quando\?$/ },
  { path: "/registro", account: "revisore", heading: /^Chi ha fatto che cosa, e quando\?$/ },
  { path: "/fonti", account: "operatore", heading: /^Da dove vengono i codici\?$/ },
  { path: "/account", account: "amministratore", heading: /^Chi può entrare\?$/ },
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
