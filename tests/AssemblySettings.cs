// One instance per test: NUnit otherwise shares the fixture's fields between all its tests.
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
