// Most of what is tested here is waited for: two processes that are killed and started again do not disturb each other. What looks at time
// or memory stays alone.
[assembly: LevelOfParallelism(2)]
