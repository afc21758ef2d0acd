"""Who is told of what, and when: readers by the policy, the operator of feeds, faults and outages."""
