// A task is one shard of a plan (autopet cohort plan). Its results go to the plan's output folder, which all nodes see; Nextflow
// passes no files around. `autopet cohort script --engine nextflow` prints this file with the values of a plan.
//   nextflow run main.nf -profile local --output OUT --shards N
nextflow.enable.dsl = 2

params.output = null
params.shards = null
params.autopet = 'npx autopet'
params.cpus = 4
params.memory = '12 GB'
params.gpus = 0

process shard {
  tag "${number}"
  cpus params.cpus
  memory params.memory
  accelerator params.gpus ?: null
  // From 128 on: killed, by the engine or with its node. 4: memory, disk or time ran out. Anything else would fail again.
  errorStrategy { task.exitStatus >= 128 || task.exitStatus == 4 ? 'retry' : 'ignore' }
  maxRetries 3

  input:
  val number

  output:
  val number

  script:
  """
  exec ${params.autopet} cohort run --output '${params.output}' --shard ${number}/${params.shards}
  """
}

process tables {
  input:
  val numbers

  script:
  """
  ${params.autopet} cohort collect --output '${params.output}'
  """
}

workflow {
  if (!params.output || !params.shards) error 'Give --output and --shards as the plan has them.'
  shard(Channel.of(1..(params.shards as int))).toList() | tables
}
