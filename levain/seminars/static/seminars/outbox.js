// What this telephone has to send: kept until it is received, sent once. The server knows each by its own number.
const WAIT = 12_000;

export class Outbox {
  constructor(key, proof, told) {
    this.key = `salle-${key}`;
    this.proof = proof;
    this.told = told;
    this.sending = false;
    this.wait = 1000;
    addEventListener("online", () => this.go());
    setInterval(() => this.all().length && this.go(), 5_000);
  }

  all() {
    try {
      return JSON.parse(localStorage.getItem(this.key) || "[]");
    } catch {
      return [];
    }
  }

  keep(waiting) {
    try {
      if (waiting.length) localStorage.setItem(this.key, JSON.stringify(waiting));
      else localStorage.removeItem(this.key);
    } catch {
      // Private windows keep nothing: what is open is sent all the same.
    }
    this.held = waiting;
  }

  /* A newer answer to the same question takes the place of the one that waits. */
  put(message) {
    const others = (this.all().length ? this.all() : this.held || []).filter((one) => one.name !== message.name);
    this.keep([...others, message]);
    // While it rests from a network that failed, nothing is on its way.
    this.told(message, this.resting ? "waits" : "sending");
    this.go();
  }

  async go() {
    if (this.sending || this.resting) return;
    this.sending = true;
    try {
      await this.#alone(async () => {
        let waiting;
        while ((waiting = this.all().length ? this.all() : this.held || []).length) {
          const message = waiting[0];
          const end = await this.send(message);
          if (end.state === "waits") {
            waiting.forEach((one) => this.told(one, "waits"));
            this.resting = true;
            setTimeout(() => ((this.resting = false), this.go()), this.wait + Math.random() * 1000);
            this.wait = Math.min(this.wait * 2, 15_000);
            return;
          }
          this.wait = 1000;
          if (end.state === "again") continue;
          this.keep(waiting.filter((one) => one !== message));
          this.told(message, end.state, end.said);
        }
      });
    } finally {
      this.sending = false;
    }
  }

  /* Two tabs of one telephone do not send at the same time. */
  #alone(deed) {
    return navigator.locks ? navigator.locks.request(this.key, deed) : deed();
  }

  async send(message) {
    const data = new URLSearchParams();
    data.append("csrfmiddlewaretoken", this.proof());
    message.fields.forEach(([name, value]) => data.append(name, value));
    try {
      const answer = await fetch(message.to, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(WAIT),
      });
      if (answer.ok) return { state: "received" };
      if (answer.status === 409) return this.#refused(message, await answer.json());
      if (answer.status === 422) return { state: "mend", said: (await answer.json()).errors.join(" ") };
      if (answer.status === 401) return { state: "out" };
      if (answer.status === 403) return { state: "stale" };
      if (answer.status === 404 || answer.status === 400) return { state: "refused", said: "" };
    } catch {
      // No network, or a server that is starting again: it stays here.
    }
    return { state: "waits" };
  }

  /* Another tab took this number for something else: the next one. */
  #refused(message, told) {
    if (!told.taken) return { state: "refused", said: told.refused };
    const number = message.fields.find(([name]) => name === "question");
    number[1] = String(Number(number[1]) + 1);
    this.keep(this.all().map((one) => (one.name === message.name ? message : one)));
    return { state: "again" };
  }
}
