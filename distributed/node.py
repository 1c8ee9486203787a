"""One process of the cluster: the scheduler, or an executor.

    node.py scheduler HOST PORT
    node.py executor HOST PORT SCHEDULER_HOST SCHEDULER_PORT SLOTS

An executor also listens on port 50052 of HOST: the engine's Python package fixes that number, so
every executor wants an address of its own. On one machine 127.0.0.2, 127.0.0.3, … are such addresses.
"""

import asyncio
import logging
import sys
import threading

from ballista import BallistaExecutor, BallistaScheduler

N_BYTES = 65_536


async def copy(reader, writer):
    """Passes on what comes, until it ends."""
    try:
        while data := await reader.read(N_BYTES):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass  # The other end is gone: so is this one.
    finally:
        writer.close()


async def relay(host, scheduler, is_ready):
    """Carries the executor's calls to the scheduler, so that they come from the address `host`.

    The scheduler calls an executor back at the address that its call came from. On one machine the
    system gives every call the address 127.0.0.1, whoever makes it.
    """

    async def serve(reader, writer):
        there = await asyncio.open_connection(*scheduler, local_addr=(host, 0))
        await asyncio.gather(copy(reader, there[1]), copy(there[0], writer))

    server = await asyncio.start_server(serve, host, scheduler[1])
    is_ready.set()
    await server.serve_forever()


def executor(host, port, scheduler_host, scheduler_port, slots):
    """An executor that is registered with the scheduler."""
    if host.startswith("127.") and host != scheduler_host:
        is_ready = threading.Event()
        scheduler = (scheduler_host, int(scheduler_port))
        run = lambda: asyncio.run(relay(host, scheduler, is_ready))  # noqa: E731
        threading.Thread(target=run, daemon=True).start()
        if not is_ready.wait(10):
            sys.exit(f"node.py: nothing can listen on {host}:{scheduler_port}")
        scheduler_host = host
    return BallistaExecutor(
        bind_host=host,
        bind_port=int(port),
        scheduler_host=scheduler_host,
        scheduler_port=int(scheduler_port),
        concurrent_tasks=int(slots),
    )


def main(arguments):
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    match arguments:
        case ["scheduler", host, port]:
            node = BallistaScheduler(bind_host=host, bind_port=int(port))
        case ["executor", host, port, scheduler_host, scheduler_port, slots]:
            node = executor(host, port, scheduler_host, scheduler_port, slots)
        case _:
            sys.exit(__doc__)
    node.start()
    node.wait_for_termination()


main(sys.argv[1:])
