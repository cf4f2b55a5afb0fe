module example.com/queuesim

go 1.19
