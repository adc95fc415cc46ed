#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""
The job script of README.md, run by a Slurm of its own: munged, slurmctld and slurmd in a temporary
folder, one node, this machine. Not part of ctest: it wants to be root, as in a container, and
Debian's slurm-wlm.

    HT_PROGRAM=build/hongtou python3 tests/cluster/slurm.py
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = Path(os.environ.get("HT_PROGRAM", ROOT / "build/hongtou")).resolve()
TOOLS = ("munged", "slurmctld", "slurmd", "sbatch", "scancel", "sinfo")
SECONDS = 120

CONF = """ClusterName=hongtou
SlurmctldHost={host}
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
SlurmUser=root
AuthInfo=socket={folder}/munge/socket
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
KillWait=20
SlurmdParameters=config_overrides
NodeName={host} CPUs=4 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""

DOCUMENT = """kind: 通知
issuers: 青河县人民政府
number: 青府发〔2026〕{number}号
title: 关于第{number}座古桥的通知
recipients: 各乡镇
body: 请照办。
date: 2026-01-05
"""


def require(condition, words):
    if not condition:
        sys.exit(f"FAIL {words}")
    print(f"ok   {words}", flush=True)


def wait_until(condition, words):
    end = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"FAIL waited {SECONDS} s: {words}")
        time.sleep(0.1)


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Cluster:
    """The three daemons, in the foreground, each with a log in the folder."""

    def __init__(self, folder, joining):
        self.folder, self.joining, self.daemons = folder, joining, []
        for name in ("munge", "state", "spool", "work"):
            (folder / name).mkdir()
        folder.chmod(0o755)
        key = folder / "munge/key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o600)
        host = socket.gethostname().split(".")[0]
        (folder / "slurm.conf").write_text(CONF.format(host=host, ports=free_ports(2),
                                                       folder=folder))
        self.environment = {**os.environ, "SLURM_CONF": str(folder / "slurm.conf"),
                            "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}"}

    def __enter__(self):
        munge = self.folder / "munge"
        self.start("munged", "--foreground", "--force", f"--socket={munge}/socket",
                   f"--key-file={munge}/key", f"--pid-file={munge}/pid",
                   f"--log-file={munge}/log", f"--seed-file={munge}/seed")
        wait_until((munge / "socket").exists, "for munged")
        self.start("slurmctld", "-D", "-c")
        self.start("slurmd", "-D", "-c")
        wait_until(lambda: "idle" in self.run("sinfo", "-h", check=False), "for an idle node")
        return self

    def __exit__(self, *error):
        for daemon in reversed(self.daemons):
            daemon.terminate()
            daemon.wait(30)
        if error[0] is not None:
            for log in sorted(self.folder.glob("*.log")):
                print(f"---- {log.name}\n{log.read_text(errors='replace')[-3000:]}")

    def start(self, *command):
        with open(self.folder / f"{command[0]}.log", "wb") as log:
            self.daemons.append(subprocess.Popen(command, env=self.environment, stdout=log,
                                                 stderr=log))

    def run(self, *command, check=True):
        done = subprocess.run(command, env=self.environment, cwd=self.folder / "work", text=True,
                              stdout=subprocess.PIPE, timeout=SECONDS, check=check)
        return done.stdout

    def merge(self, status):
        done = subprocess.run(self.joining, shell=True, env=self.environment,
                              cwd=self.folder / "work", text=True, capture_output=True,
                              timeout=SECONDS)
        print(done.stdout, end="")
        require(done.returncode == status, f"merge ends with {status}")
        return done.stderr


def blocks():
    """The job script of the README, and the command behind it that joins the reports."""
    text = (ROOT / "README.md").read_text("utf-8")
    script = re.search(r"^```bash\n(#!/bin/bash\n#SBATCH.*?)^```$", text, re.S | re.M)
    merge = re.search(r"^    \$ (hongtou batch --merge out-\*.*)$", text, re.M)
    require(script and merge, "the README has a job script, and a command that merges")
    return script[1], merge[1]


def write_documents(folder, first, last):
    folder.mkdir(exist_ok=True)
    for number in range(first, last + 1):
        (folder / f"d{number:04d}.yaml").write_text(DOCUMENT.format(number=number), "utf-8")


def run_whole(cluster, work):
    cluster.run("sbatch", "--wait", "archive.sh")
    cluster.merge(0)
    records = [json.loads(line) for line in (work / "out.jsonl").read_text("utf-8").splitlines()]
    require([one["number"] for one in records] == list(range(1, 61)), "60 records in order")
    require({one["shard"] for one in records} == {"1/3", "2/3", "3/3"}, "of three shards")
    require(len(list((work / "out").rglob("*.pdf"))) == 60, "60 outputs")


def run_cancelled(cluster, work):
    """One task is cancelled at work: it reports what it did, the next run does the rest."""
    write_documents(work / "archive", 61, 900)
    job = cluster.run("sbatch", "--parsable", "archive.sh").strip()
    log = work / f"slurm-{job}_1.out"
    wait_until(lambda: len(list((work / "out").glob("*.pdf"))) > 160, "for the first outputs")
    cluster.run("scancel", f"{job}_1")
    wait_until(lambda: not cluster.run("squeue", "-h", "-j", job, check=False).strip(),
               "for the job's end")
    require("interrupted" in log.read_text("utf-8"), "the task says that it was interrupted")
    said = cluster.merge(1)
    require("E1131" in said and "E1132" not in said, "it has reported, and not all")
    cluster.run("sbatch", "--wait", "archive.sh")
    cluster.merge(0)


def main():
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing or os.geteuid() != 0:
        print("NOT TESTED, NOTHING IS PROVED: run this as root, with Debian's slurm-wlm and munge "
              f"installed (missing: {', '.join(missing) or 'root'})")
        return 77
    script, joining = blocks()
    with tempfile.TemporaryDirectory(prefix="hongtou-slurm-") as name:
        work = Path(name, "work")
        with Cluster(Path(name), joining) as cluster:
            (work / "archive.sh").write_text(script)
            write_documents(work / "archive", 1, 60)
            run_whole(cluster, work)
            run_cancelled(cluster, work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
