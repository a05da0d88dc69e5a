#!/bin/bash
# start.sh NODES: the first process of a cluster's own namespaces, in the bare Debian of prepare.sh with the test's folder
# on /mnt. Starts munge, the controller and the nodes, writes /mnt/slurm/ready, and lives until it is killed: then the
# kernel ends everything that ever ran in here.
set -u
cd /mnt/slurm || exit 1
export PATH=/usr/sbin:/usr/bin:/sbin:/bin SLURM_CONF=/mnt/slurm/slurm.conf
ip link set lo up
ip address add 10.0.0.1/32 dev lo  # with 127.0.0.1 alone the C library finds no addresses at all
hostname cluster
mkdir -p munge state
head -c 128 /dev/urandom >munge/key
chmod 600 munge/key
chmod 755 munge
chown -R munge:munge munge
for node in $(seq "$1"); do
  mkdir -p "spool-n$node"
  echo "NodeName=n$node NodeHostname=cluster NodeAddr=127.0.0.1 Port=$((17000 + node)) CPUs=2 Boards=1 SocketsPerBoard=1" \
    "CoresPerSocket=2 ThreadsPerCore=1 RealMemory=2000 State=UNKNOWN" >>slurm.conf
done
echo "PartitionName=main Nodes=ALL Default=YES MaxTime=02:00:00 State=UP DefMemPerCPU=256" >>slurm.conf
echo "PartitionName=closed Nodes=ALL State=DOWN" >>slurm.conf

setpriv --reuid=munge --regid=munge --clear-groups munged --foreground --key-file=munge/key --socket=munge/socket \
  --pid-file=munge/pidfile --log-file=munge/log --seed-file=munge/seed --force >munge/out 2>&1 &
until [ -S munge/socket ]; do sleep 0.05; done
slurmctld -D -c >slurmctld.out 2>&1 &
echo $! >slurmctld.pid
for node in $(seq "$1"); do
  slurmd -D -N "n$node" >"slurmd-n$node.out" 2>&1 &
  echo $! >"slurmd-n$node.pid"
done
until [ "$(sinfo -h -p main -N -t idle -o %N 2>/dev/null | wc -l)" = "$1" ]; do sleep 0.1; done
echo >ready
while :; do wait; sleep 1; done
