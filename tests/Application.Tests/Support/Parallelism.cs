// Each test has its application, its clock and its database to itself.
[assembly: Parallelizable(ParallelScope.Fixtures)]
