#!/bin/bash
# slurm.sh PROGRAM - the job array of docs/cluster.md, as it is, on a cluster of
# two nodes on this machine: munged, slurmctld and two slurmd of its own, on
# loopback, with all their files in one folder; each is ended by its process id.
program=$1
. "$(dirname "$0")/lib.sh"
pids=()
clean_up() {
    # the last that was started first; each has a moment to end by itself
    for ((i = ${#pids[@]} - 1; i >= 0; i--)); do kill "${pids[i]}" 2>/dev/null; done
    for pid in "${pids[@]}"; do
        for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
        kill -0 "$pid" 2>/dev/null && kill -9 "$pid"
    done
    wait 2>/dev/null
    rm -rf "$work"
}
trap clean_up EXIT
for c in sbatch sinfo squeue scontrol slurmctld slurmd munged; do
    PATH=$PATH:/usr/sbin command -v $c >/dev/null || skip "slurm: $c is not installed"
done
[ "$(id -u)" = 0 ] || skip 'slurm: slurmd needs root'
PATH=$PATH:/usr/sbin
set_up

port() { # a free one, from a number that another run is not likely to try
    local p=$((20000 + (RANDOM + $$ + $1 * 997) % 20000))
    while (exec 3<>/dev/tcp/127.0.0.1/$p) 2>/dev/null; do p=$((p + 1)); done
    echo $p
}
host=$(hostname -s)
mkdir -p cluster/state
head -c 128 /dev/urandom >cluster/munge.key && chmod 400 cluster/munge.key
chmod 755 "$work"
cat >cluster/slurm.conf <<END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(port 1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/cluster/munge.socket
CredType=cred/munge
StateSaveLocation=$work/cluster/state
SlurmdSpoolDir=$work/cluster/spool.%n
SlurmctldPidFile=$work/cluster/slurmctld.pid
SlurmdPidFile=$work/cluster/slurmd.%n.pid
SlurmctldLogFile=$work/cluster/slurmctld.log
SlurmdLogFile=$work/cluster/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,batch_sched_delay=0
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SlurmdParameters=config_overrides
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$(port 2) CPUs=1 State=UNKNOWN
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$(port 3) CPUs=1 State=UNKNOWN
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF=$work/cluster/slurm.conf

munged --force --foreground --key-file="$work/cluster/munge.key" \
    --socket="$work/cluster/munge.socket" --pid-file="$work/cluster/munged.pid" \
    --log-file="$work/cluster/munged.log" --seed-file="$work/cluster/munged.seed" \
    >cluster/munged.out 2>&1 &
pids+=($!)
for _ in $(seq 100); do [ -S cluster/munge.socket ] && break; sleep 0.1; done
slurmctld -D -c >cluster/slurmctld.out 2>&1 &
pids+=($!)
for node in n1 n2; do
    slurmd -D -N $node >cluster/slurmd.$node.out 2>&1 &
    pids+=($!)
done
for _ in $(seq 300); do
    [ "$(sinfo -h -N -t idle -o %N 2>/dev/null | wc -l)" = 2 ] && break
    sleep 0.2
done
if [ "$(sinfo -h -N -t idle -o %N 2>/dev/null | wc -l)" != 2 ]; then
    tail -3 cluster/*.log cluster/*.out
    skip 'slurm: two nodes cannot be started on this machine'
fi
ok 'slurm: two nodes are there'

# The jobs find the program where the test has it.
block array.sbatch >array.sbatch
block finish.sbatch >finish.sbatch
block submit >submit
bash submit >said 2>&1
is 'slurm: the array is taken' $? = 0
for _ in $(seq 600); do
    [ -z "$(squeue -h 2>/dev/null)" ] && [ -s report.html ] && break
    sleep 0.2
done
is 'slurm: all jobs end' -z "$(squeue -h)"
same_as_alone slurm
is 'slurm: every input once' "$(grep -c '120 inputs in 4 ledgers, 2 of them failed; none is missing' ledgers/report.log)" = 1
is 'slurm: both nodes worked' "$(cat cluster/slurmd.*.log | grep -oE 'Launching batch job [0-9]+' | wc -l)" -ge 5
is 'slurm: the report is there' "$(grep -c '</html>' report.html)" = 1

# A share that is lost is missed, and made up for by the same array again.
rm -f ledgers/3.db all.db report.html
sbatch -Q --wait finish.sbatch
is 'slurm: a lost share is missed' $? = 1
is 'slurm: and named' "$(grep -c 'no ledger of share 3 of 4' ledgers/report.log)" = 1
rm -f report.html
bash submit >said 2>&1
for _ in $(seq 600); do
    [ -z "$(squeue -h 2>/dev/null)" ] && [ -s report.html ] && break
    sleep 0.2
done
is 'slurm: the array again makes up for it' "$(grep -c 'none is missing' ledgers/report.log)" = 1
is 'slurm: what was done is passed over' "$(grep -ch 'were done before' ledgers/[124].log | sort -u)" = 1
same_as_alone 'slurm again'
exit $bad
