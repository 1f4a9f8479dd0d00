"""Visits of groups of districts: all replications of a job, on threads of this machine or on the workers of a cluster.

A visit takes a baseline and its reforms through all months of one replication in one group. It is the same work to the
last byte wherever it is done.
"""
